import { useState, type ReactNode } from 'react';
import type { Protocol } from '../../../src-shared/detection-scores.ts';
import type { Job } from '../../../src-shared/job.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { useFront } from '../../front/front-context.ts';
import { useAction } from '../../front/use-action.ts';
import { useAnswer } from '../../front/use-answer.ts';
import { useFormat } from '../../language/format.ts';
import { useMeasureNames } from '../../language/measure-names.ts';
import { useMessages } from '../../language/language.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { goTo } from '../../navigation/use-place.ts';
import { Failure } from '../../widgets/failure.tsx';
import { draftToRecipe } from '../draft/draft-to-recipe.ts';
import { stepProblems } from '../draft/step-problems.ts';
import { forgetStoredDraft } from '../draft/stored-draft.ts';
import { StepFrame } from '../step-frame.tsx';
import { useRecipeName } from '../use-recipe-name.ts';
import { useWizard } from '../wizard-context.ts';
import { wizardMessages } from '../wizard-messages.ts';
import { chooseProject } from './choose-project.ts';
import { describePlan } from './describe-plan.ts';
import { FinishedBefore } from './finished-before.tsx';
import { ProjectChoice } from './project-choice.tsx';
import { RecipeText } from './recipe-text.tsx';
import { reviewMessages } from './review-messages.ts';
import { RunName } from './run-name.tsx';
import { stepAtFault } from './step-at-fault.ts';
import { WaitingView } from './waiting-view.tsx';

/** What will happen, in words and as the recipe; and its start. */
export function ReviewStep(): ReactNode {
  const nameOf = useRecipeName();
  const { draft } = useWizard();
  const recipe = draftToRecipe(draft, nameOf(draft));
  return recipe === undefined ? null : <Review recipe={recipe} />;
}

function Review({ recipe }: { readonly recipe: Recipe }): ReactNode {
  const say = useMessages(reviewMessages);
  const words = useMessages(wizardMessages);
  const format = useFormat();
  const networkName = useNetworkNames();
  const measures = useMeasureNames();
  const protocolText = (protocol: Protocol): string =>
    measures.protocol({ kind: 'mean-average-precision', protocol }) ?? protocol.name;
  const front = useFront();
  const { draft, findings, goToStep } = useWizard();
  const projects = useAnswer('projects.list', {}).asked;
  const [job, setJob] = useState<Job>();
  const { failure, busy, perform } = useAction();
  const { asked } = useAnswer('recipes.check', { recipe });
  const problem = asked.state === 'failed' ? asked.error : failure;
  const checked = asked.state === 'loaded' && !asked.stale ? asked.data : undefined;
  const known = projects.state === 'loaded' ? projects.data.map(({ name }) => name) : [];
  const project = chooseProject(draft.project, known).trim();
  const finishedRun = checked?.finishedRun ?? undefined;
  const blocked =
    stepProblems('review', draft, findings.summary).length > 0 || checked === undefined || projects.state === 'loading';

  async function start(): Promise<void> {
    const added = await perform(() => front.request('jobs.add', { recipe, project, again: finishedRun !== undefined }));
    if (added === undefined) return;
    forgetStoredDraft();
    if (added.data.runId === null) setJob(added.data);
    else goTo({ page: 'run', id: added.data.runId }, 'replace');
  }

  if (job !== undefined) return <WaitingView job={job} onBack={() => setJob(undefined)} />;
  return (
    <StepFrame
      title={say.title}
      lead={say.lead}
      finish={
        <button type="button" className="primary" disabled={blocked || busy} onClick={() => void start()}>
          {busy ? say.starting : finishedRun === undefined ? say.start : say.again}
        </button>
      }
    >
      {finishedRun !== undefined && <FinishedBefore run={finishedRun} />}
      <section className="card">
        <RunName />
        <ProjectChoice known={known} />
      </section>
      <section className="card" aria-labelledby="wizard-plan">
        <h3 id="wizard-plan">{say.whatHappens}</h3>
        <ol className="wizard-sentences">
          {describePlan(recipe, { say, words, format, nameOf: networkName, protocolText }).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
      </section>
      <RecipeText recipe={recipe} />
      {problem !== undefined && (
        <Failure error={problem}>
          {stepAtFault(problem.code) !== 'review' && (
            <p>
              <button type="button" onClick={() => goToStep(stepAtFault(problem.code))}>
                {say.fix(words.steps[stepAtFault(problem.code)])}
              </button>
            </p>
          )}
        </Failure>
      )}
    </StepFrame>
  );
}
