import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { chooseApproach, CRITERIA } from '../draft/approach.ts';
import { taskOfDraft } from '../draft/choose.ts';
import { ChoiceCards } from '../parts/choice-cards.tsx';
import { StepFrame } from '../step-frame.tsx';
import { useWizard } from '../wizard-context.ts';
import { wizardMessages } from '../wizard-messages.ts';
import { AmountSettings } from './amount-settings.tsx';
import { CompensationSettings } from './compensation-settings.tsx';
import { KnownPlanChoice } from './known-plan-choice.tsx';
import { methodMessages } from './method-messages.ts';
import { PlanSettings } from './plan-settings.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { ShortcutSettings } from './shortcut-settings.tsx';

/** Which channels go, how many, and what is done for what goes with them; beside it what that comes to. */
export function MethodStep(): ReactNode {
  const say = useMessages(methodMessages);
  const words = useMessages(wizardMessages);
  const { draft, change } = useWizard();
  const { prune } = draft;
  const isDetector = taskOfDraft(draft) === 'detection';
  return (
    <StepFrame title={say.title} lead={say.lead}>
      {isDetector && <KnownPlanChoice />}
      <ChoiceCards
        legend={say.approach}
        legendShown={isDetector}
        choices={CRITERIA.map((name) => ({
          name,
          title: words.criteria[name],
          text: (
            <>
              <p>{say.approaches[name].text}</p>
              <p>{say.approaches[name].not}</p>
            </>
          ),
        }))}
        selected={prune?.criterion}
        onSelect={(criterion) => change((before) => chooseApproach(before, criterion))}
      />
      {prune !== undefined && (
        <div className="wizard-beside">
          <div className="wizard-settings">
            <AmountSettings prune={prune} />
            <ShortcutSettings prune={prune} />
            <CompensationSettings />
            <PlanSettings prune={prune} />
          </div>
          <PreviewPanel />
        </div>
      )}
    </StepFrame>
  );
}
