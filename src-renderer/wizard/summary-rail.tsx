import type { ReactNode } from 'react';
import { useMessages } from '../language/language.ts';
import { STEPS, type Step } from './draft/draft.ts';
import { stepProblems } from './draft/step-problems.ts';
import { useSummary } from './use-summary.ts';
import { useWizard } from './wizard-context.ts';
import { wizardMessages } from './wizard-messages.ts';

/** What has been chosen, always in view, with the way to each step. */
export function SummaryRail(): ReactNode {
  const say = useMessages(wizardMessages);
  const { draft, findings, step, goToStep } = useWizard();
  const lines = useSummary(draft, findings);
  const firstOpen = STEPS.findIndex((one) => stepProblems(one, draft, findings.summary).length > 0);
  const reachable = (one: Step): boolean => {
    const index = STEPS.indexOf(one);
    return index <= STEPS.indexOf(step) || firstOpen === -1 || index <= firstOpen;
  };
  return (
    <aside className="wizard-rail card" aria-label={say.chosen}>
      <h2>{say.chosen}</h2>
      <dl>
        {lines.map(({ step: one, texts }) => (
          <div key={one} data-current={one === step}>
            <dt>
              {reachable(one) ? (
                <button type="button" className="wizard-rail-link" onClick={() => goToStep(one)}>
                  {say.steps[one]}
                </button>
              ) : (
                say.steps[one]
              )}
            </dt>
            {texts.length === 0 ? (
              <dd className="wizard-required">{say.required}</dd>
            ) : (
              texts.map((text, index) => (
                <dd key={index} className={index === 0 ? undefined : 'quiet'}>
                  {text}
                </dd>
              ))
            )}
          </div>
        ))}
      </dl>
    </aside>
  );
}
