import { useMemo, useState, type ReactNode } from 'react';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { useFront } from '../../front/front-context.ts';
import { useAction } from '../../front/use-action.ts';
import { useMessages } from '../../language/language.ts';
import { CopyButton } from '../../widgets/copy-button.tsx';
import { Failure } from '../../widgets/failure.tsx';
import { reviewMessages } from './review-messages.ts';

/** The recipe as its file says it, to copy, to save, and to run elsewhere. */
export function RecipeText({ recipe }: { readonly recipe: Recipe }): ReactNode {
  const say = useMessages(reviewMessages);
  const front = useFront();
  const { failure, busy, perform } = useAction();
  const [saved, setSaved] = useState<string>();
  const text = useMemo(() => JSON.stringify(recipe, null, 2), [recipe]);
  const command = `espalier run ${saved === undefined ? 'recipe.json' : `"${saved}"`}`;

  async function save(): Promise<void> {
    const ticket = await perform(() => front.request('exports.recipe', { recipe }));
    if (ticket === undefined) return;
    const place = await perform(() => front.save(ticket.data));
    if (place?.data !== undefined) setSaved(place.data);
  }

  return (
    <section className="card" aria-labelledby="wizard-recipe">
      <h3 id="wizard-recipe">{say.recipe}</h3>
      <p className="quiet">{say.recipeHint}</p>
      <div className="buttons">
        <CopyButton label={say.copy} text={() => text} />
        <button type="button" className="small" disabled={busy} onClick={() => void save()}>
          {say.save}
        </button>
        <span role="status" className="quiet">
          {saved !== undefined && say.saved(saved)}
        </span>
      </div>
      {failure !== undefined && <Failure error={failure} />}
      <pre className="wizard-recipe" tabIndex={0} aria-labelledby="wizard-recipe">
        {text}
      </pre>
      <div className="wizard-command">
        <strong>{say.command}</strong>
        <code>{command}</code>
        <CopyButton label={say.copyCommand} text={() => command} />
      </div>
    </section>
  );
}
