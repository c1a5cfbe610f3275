import type { ReactNode } from 'react';
import { useMessages } from '../language/language.ts';
import { STEPS } from './draft/draft.ts';
import { stepProblems } from './draft/step-problems.ts';
import { useWizard } from './wizard-context.ts';
import { wizardMessages } from './wizard-messages.ts';

interface StepFrameProps {
  readonly title: string;
  /** What the step is for. */
  readonly lead: string;
  /** In place of the way to the next step. */
  readonly finish?: ReactNode;
  readonly children: ReactNode;
}

/** A step: what it is for, its content, the way back and on, and what is missing before one can go on. */
export function StepFrame({ title, lead, finish, children }: StepFrameProps): ReactNode {
  const say = useMessages(wizardMessages);
  const { draft, findings, step, goToStep } = useWizard();
  const index = STEPS.indexOf(step);
  const before = STEPS[index - 1];
  const after = STEPS[index + 1];
  const [problem] = stepProblems(step, draft, findings.summary);
  return (
    <>
      <div className="wizard-step-head">
        <p className="quiet">{say.stepOf(index + 1, STEPS.length)}</p>
        <h2 tabIndex={-1}>{title}</h2>
        <p>{lead}</p>
      </div>
      {children}
      <div className="wizard-foot">
        {before !== undefined && (
          <button type="button" onClick={() => goToStep(before)}>
            {say.back}
          </button>
        )}
        <p role="status" className="wizard-blocked">
          {problem !== undefined && say.problems[problem]}
        </p>
        {finish}
        {after !== undefined && (
          <button type="button" className="primary" disabled={problem !== undefined} onClick={() => goToStep(after)}>
            {say.next(say.steps[after])}
          </button>
        )}
      </div>
    </>
  );
}
