import type { ReactNode } from 'react';
import { useFront } from '../../front/front-context.ts';
import { useMessages } from '../../language/language.ts';
import { AskedPanel } from '../asked-panel.tsx';
import { baseOf, type ComparedNetwork } from '../compared-network.ts';
import type { ComparisonPart } from '../comparison-part.ts';
import { detectionMessages } from './detection-messages.ts';
import { SceneViewer } from './scene-viewer.tsx';
import './detection.css';

/** So many images are looked at. */
const EXAMPLES = 60;

/** What a detector finds beside its base on the test images, worked out when it is asked for. */
export function ScenesPanel(part: ComparisonPart): ReactNode {
  const say = useMessages(detectionMessages);
  const front = useFront();
  const ask = ({ row }: ComparedNetwork, confidence?: number) =>
    front.request('runs.detections', { id: row.runId, variant: row.variant, examples: EXAMPLES, confidence });
  return (
    <AskedPanel
      part={part}
      say={say}
      ask={(network) => ask(network)}
      afterFailure={({ code }) => code === 'not-found' && <p>{say.movedText}</p>}
    >
      {({ network, answer, busy, askAgain }) => {
        const base = baseOf(part.networks, network);
        return (
          <SceneViewer
            key={`${network.key} ${answer.confidence}`}
            comparison={answer}
            baseName={base === undefined ? say.base : part.labelOf(base)}
            networkName={part.labelOf(network)}
            busy={busy}
            onRecount={(confidence) => askAgain(() => ask(network, confidence))}
          />
        );
      }}
    </AskedPanel>
  );
}
