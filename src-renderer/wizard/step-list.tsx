import type { ReactNode } from 'react';
import { useMessages } from '../language/language.ts';
import { STEPS } from './draft/draft.ts';
import { stepProblems } from './draft/step-problems.ts';
import { useWizard } from './wizard-context.ts';
import { wizardMessages } from './wizard-messages.ts';

/** The way through the wizard; a step can be gone to once those before it are done. */
export function StepList(): ReactNode {
  const say = useMessages(wizardMessages);
  const { draft, findings, step, goToStep } = useWizard();
  const firstOpen = STEPS.findIndex((one) => stepProblems(one, draft, findings.summary).length > 0);
  const current = STEPS.indexOf(step);
  return (
    <nav aria-label={say.stepsLabel}>
      <ol className="wizard-steps">
        {STEPS.map((one, index) => (
          <li key={one} data-done={index < current}>
            <button
              type="button"
              className="plain"
              aria-current={one === step ? 'step' : undefined}
              disabled={firstOpen !== -1 && index > firstOpen && index > current}
              onClick={() => goToStep(one)}
            >
              <span className="wizard-step-number" aria-hidden="true">
                {index < current ? '✓' : index + 1}
              </span>
              {say.steps[one]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
