import { memo, type ReactNode } from 'react';
import type { Recipe } from '../../src-shared/recipe.ts';
import { useMessages } from '../language/language.ts';
import { CopyButton } from '../widgets/copy-button.tsx';
import { runMessages } from './run-messages.ts';

/** The recipe as JSON. */
export const RecipePanel = memo(function RecipePanel({ recipe }: { readonly recipe: Recipe }): ReactNode {
  const say = useMessages(runMessages);
  const json = JSON.stringify(recipe, null, 2);
  return (
    <section className="card run-panel" aria-labelledby="run-recipe">
      <div className="run-panel-head">
        <h2 id="run-recipe">{say.recipeTab}</h2>
        <CopyButton label={say.copyRecipe} text={() => json} />
      </div>
      <p className="quiet">{say.recipeText}</p>
      <pre className="run-recipe" tabIndex={0} role="group" aria-labelledby="run-recipe">
        {json}
      </pre>
    </section>
  );
});
