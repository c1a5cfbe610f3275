import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { draftToRecipe } from '../draft/draft-to-recipe.ts';
import { useWizard } from '../wizard-context.ts';
import { budgetMessages } from './budget-messages.ts';
import { EstimateContent } from './estimate-content.tsx';
import { useEstimate } from './use-estimate.ts';

/** What the run will take on this machine. */
export function EstimatePanel(): ReactNode {
  const say = useMessages(budgetMessages);
  const { draft } = useWizard();
  const { estimate, error, running, outdated, run } = useEstimate(draftToRecipe(draft, 'estimate'));
  return (
    <section className="card wizard-preview" aria-labelledby="wizard-estimate">
      <div className="wizard-card-head">
        <h3 id="wizard-estimate">{say.estimate}</h3>
        <button type="button" disabled={running} onClick={run}>
          {estimate === undefined ? say.estimate : say.estimateAgain}
        </button>
      </div>
      {running && <Loading label={say.estimating} />}
      {error !== undefined && <Failure error={error} />}
      {outdated && !running && (
        <p role="status" className="wizard-outdated">
          {say.outdated}
        </p>
      )}
      {estimate !== undefined && (
        <div className="wizard-stack">
          <EstimateContent estimate={estimate} />
        </div>
      )}
    </section>
  );
}
