import { useState, type ReactNode } from 'react';
import type { RouteError } from '../../../src-shared/routes.ts';
import { useFront } from '../../front/front-context.ts';
import { useHostEvent } from '../../front/use-host-event.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { ProgressBar } from '../../widgets/progress-bar.tsx';
import { datasetMessages } from './dataset-messages.ts';

interface DownloadButtonProps {
  readonly kind: 'cifar10' | 'cifar100';
  readonly onArrive: (path: string) => void;
}

interface Received {
  readonly received: number;
  readonly total: number | null;
}

/** Fetches a published archive when asked to, and says how far it is. */
export function DownloadButton({ kind, onArrive }: DownloadButtonProps): ReactNode {
  const say = useMessages(datasetMessages);
  const format = useFormat();
  const front = useFront();
  const [state, setState] = useState<'idle' | 'running' | 'stopped'>('idle');
  const [received, setReceived] = useState<Received>({ received: 0, total: null });
  const [error, setError] = useState<RouteError>();
  const { title } = say.kinds[kind];
  useHostEvent('download', (event) => {
    if (event.kind === kind) setReceived(event);
  });

  async function download(): Promise<void> {
    setState('running');
    setError(undefined);
    setReceived({ received: 0, total: null });
    const answer = await front.request('datasets.download', { kind });
    if (answer.ok) {
      setState('idle');
      onArrive(answer.data.path);
    } else if (answer.error.code === 'interrupted') setState('stopped');
    else {
      setState('idle');
      setError(answer.error);
    }
  }

  if (state === 'running') {
    const { total } = received;
    return (
      <div className="wizard-download">
        <p role="status">{say.downloading(title)}</p>
        <ProgressBar
          label={say.downloading(title)}
          share={total === null || total === 0 ? undefined : received.received / total}
        />
        <div className="buttons">
          <span className="quiet">
            {say.received(format.bytes(received.received), total === null ? undefined : format.bytes(total))}
          </span>
          <button type="button" onClick={() => void front.request('datasets.stopDownload', { kind })}>
            {say.stop}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div className="wizard-download">
      <div className="buttons">
        <button type="button" onClick={() => void download()}>
          {say.download(title)}
        </button>
        <span className="quiet wizard-note">{say.downloadNote}</span>
      </div>
      {state === 'stopped' && (
        <p role="status" className="quiet">
          {say.stopped}
        </p>
      )}
      {error !== undefined && <Failure error={error} />}
    </div>
  );
}
