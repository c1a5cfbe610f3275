import type { ReactNode } from 'react';
import { SHORTCUTS } from '../../../src-shared/choices.ts';
import type { PruneRecipe } from '../../../src-shared/recipe.ts';
import { useMessages } from '../../language/language.ts';
import { FRESH_SKETCH } from '../draft/compensations.ts';
import { hasSketch, isSketched } from '../draft/known-plans.ts';
import { sharedGroups } from '../network/filter-layers.ts';
import { ChoiceCards } from '../parts/choice-cards.tsx';
import { useWizard } from '../wizard-context.ts';
import { shortcutMessages } from './shortcut-messages.ts';

/** What layers keep whose outputs are added, in networks that have such. */
export function ShortcutSettings({ prune }: { readonly prune: PruneRecipe }): ReactNode {
  const say = useMessages(shortcutMessages);
  const { draft, change, findings } = useWizard();
  const shared = findings.network?.state === 'loaded' ? sharedGroups(findings.network.data) : [];
  if (shared.length === 0) return null;
  const { shortcut = 'union' } = prune;
  return (
    <section className="card" aria-labelledby="wizard-shortcut">
      <h3 id="wizard-shortcut">{say.title}</h3>
      <p className="quiet">{say.lead(shared.length)}</p>
      <ChoiceCards
        legend={say.title}
        choices={SHORTCUTS.map((name) => ({ name, ...say.modes[name] }))}
        selected={shortcut}
        onSelect={(next) => change((before) => ({ ...before, prune: { ...prune, shortcut: next } }))}
      />
      {isSketched(shortcut) && !hasSketch(draft) && (
        <div className="notice notice-warning" role="status">
          <p>{say.needsSketch}</p>
          <button
            type="button"
            onClick={() => change((before) => ({ ...before, compensate: [FRESH_SKETCH, ...before.compensate] }))}
          >
            {say.addSketch}
          </button>
        </div>
      )}
    </section>
  );
}
