import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { KNOWN_PLANS, planOf, takePlan } from '../draft/known-plans.ts';
import { ChoiceCards } from '../parts/choice-cards.tsx';
import { useWizard } from '../wizard-context.ts';
import { shortcutMessages } from './shortcut-messages.ts';

/** Plans of others to begin with; each sets several of the settings below. */
export function KnownPlanChoice(): ReactNode {
  const say = useMessages(shortcutMessages);
  const { draft, change } = useWizard();
  return (
    <ChoiceCards
      legend={say.knownPlans}
      legendShown
      choices={KNOWN_PLANS.map((name) => ({ name, ...say.plans[name] }))}
      selected={draft.prune === undefined ? undefined : planOf(draft.prune)}
      onSelect={(plan) => change((before) => takePlan(before, plan))}
    />
  );
}
