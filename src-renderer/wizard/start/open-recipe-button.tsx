import type { ReactNode } from 'react';
import { useFront } from '../../front/front-context.ts';
import { useMessages } from '../../language/language.ts';
import { wizardMessages } from '../wizard-messages.ts';
import type { RecipeSource } from './recipe-source.ts';

/** Opens a recipe, or the report of a run, which holds one. */
export function OpenRecipeButton({ onOpen }: { readonly onOpen: (source: RecipeSource) => void }): ReactNode {
  const front = useFront();
  const say = useMessages(wizardMessages);

  async function choose(): Promise<void> {
    const path = await front.choose('recipe');
    if (path !== undefined) onOpen({ kind: 'file', path });
  }

  return (
    <button type="button" onClick={() => void choose()}>
      {say.openRecipe}
    </button>
  );
}
