import { useState, type ReactNode } from 'react';
import type { DetectionComparison } from '../../../src-shared/detection-comparison.ts';
import { useFront } from '../../front/front-context.ts';
import { useAction } from '../../front/use-action.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { baseOf } from '../compared-network.ts';
import type { ComparisonPart } from '../comparison-part.ts';
import { besideBase, SmallerNetworkField } from '../smaller-network-field.tsx';
import { detectionMessages } from './detection-messages.ts';
import { SceneViewer } from './scene-viewer.tsx';
import './detection.css';

/** So many images are looked at. */
const EXAMPLES = 60;

/** What a detector finds beside its base on the test images, worked out when it is asked for. */
export function ScenesPanel(part: ComparisonPart): ReactNode {
  const say = useMessages(detectionMessages);
  const front = useFront();
  const { failure, busy, perform } = useAction();
  const [answers, setAnswers] = useState<ReadonlyMap<string, DetectionComparison>>(new Map());
  const network = besideBase(part);
  const base = network && baseOf(part.networks, network);
  if (network === undefined) return null;
  const { key, row } = network;
  const answer = answers.get(key);

  async function compute(confidence?: number): Promise<void> {
    const asked = { id: row.runId, variant: row.variant, examples: EXAMPLES, confidence };
    const done = await perform(() => front.request('runs.detections', asked));
    if (done !== undefined) setAnswers((before) => new Map(before).set(key, done.data));
  }

  return (
    <div className="compare-panel">
      <p className="compare-prose">
        {say.explain} {row.seeds > 1 && say.firstSeed}
      </p>
      <div className="compare-choice">
        <SmallerNetworkField {...part} disabled={busy} />
        {answer === undefined && (
          <button type="button" className="primary" disabled={busy} onClick={() => void compute()}>
            {say.compute}
          </button>
        )}
      </div>
      {busy && <Loading label={say.computing} />}
      {failure !== undefined && (
        <Failure error={failure}>{failure.code === 'not-found' && <p>{say.movedText}</p>}</Failure>
      )}
      {answer !== undefined && (
        <SceneViewer
          key={`${key} ${answer.confidence}`}
          comparison={answer}
          baseName={base === undefined ? say.base : part.labelOf(base)}
          networkName={part.labelOf(network)}
          busy={busy}
          onRecount={(confidence) => void compute(confidence)}
        />
      )}
    </div>
  );
}
