import { useRef, useState, type ReactNode } from 'react';
import { useFront } from '../../front/front-context.ts';
import { useMessages } from '../../language/language.ts';
import { wizardMessages } from '../wizard-messages.ts';
import { readRecipeFile } from './read-recipe-file.ts';
import type { RecipeSource } from './recipe-source.ts';

/** Opens a recipe file of the user's; its content is all that is needed, so that every front can do it. A window lets what it names be read then. */
export function OpenRecipeButton({ onOpen }: { readonly onOpen: (source: RecipeSource) => void }): ReactNode {
  const front = useFront();
  const say = useMessages(wizardMessages);
  const input = useRef<HTMLInputElement>(null);
  const [failed, setFailed] = useState(false);

  async function open(file: File): Promise<void> {
    await front.pathOf(file);
    const source = await readRecipeFile(file);
    setFailed(source === undefined);
    if (source !== undefined) onOpen(source);
  }

  return (
    <>
      {failed && (
        <span className="problem" role="alert">
          {say.recipeUnreadable}
        </span>
      )}
      <button type="button" onClick={() => input.current?.click()}>
        {say.openRecipe}
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={say.openRecipe}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file === undefined) return;
          void open(file);
        }}
      />
    </>
  );
}
