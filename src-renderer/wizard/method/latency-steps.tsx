import { useState, type ReactNode } from 'react';
import { useFront } from '../../front/front-context.ts';
import { useAction } from '../../front/use-action.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { draftToRecipe, previewedPart } from '../draft/draft-to-recipe.ts';
import { useWizard } from '../wizard-context.ts';
import { latencyMessages } from './latency-messages.ts';

/** When the steps of this computer's latency were measured for the network, and a way to measure them now. */
export function LatencySteps(): ReactNode {
  const say = useMessages(latencyMessages);
  const format = useFormat();
  const front = useFront();
  const { draft, findings } = useWizard();
  const { failure, busy, perform } = useAction();
  const [disturbed, setDisturbed] = useState(false);
  const recipe = draftToRecipe(draft, 'latency');
  const steps = findings.preview?.state === 'loaded' ? findings.preview.data.steps : null;
  const measured = steps === null || steps === 'unmeasured' ? undefined : steps;

  async function measure(): Promise<void> {
    if (recipe === undefined) return;
    setDisturbed(false);
    const answer = await perform(() => front.request('latencies.measure', { recipe: previewedPart(recipe) }));
    if (answer === undefined) return;
    setDisturbed(answer.data.busy);
    findings.previewAgain();
  }

  return (
    <div className="wizard-wide wizard-latency">
      <div role="status" className="wizard-stack">
        {measured !== undefined && (
          <p>{say.measured(format.moment(measured.measuredAt), format.duration(measured.seconds))}</p>
        )}
        {steps === 'unmeasured' && <p>{say.unmeasured}</p>}
        {measured !== undefined && measured.untold.length > 0 && (
          <p className="notice notice-warning">{say.untold(measured.untold, measured.timed)}</p>
        )}
        {disturbed && <p className="notice notice-warning">{say.disturbed}</p>}
      </div>
      {failure !== undefined && <Failure error={failure} />}
      {busy ? (
        <Loading label={say.measuring} />
      ) : (
        <div className="wizard-latency-ask">
          <button type="button" disabled={recipe === undefined} onClick={() => void measure()}>
            {measured === undefined ? say.measureNow : say.measureAgain}
          </button>
          <p className="quiet">{say.measureHint}</p>
        </div>
      )}
    </div>
  );
}
