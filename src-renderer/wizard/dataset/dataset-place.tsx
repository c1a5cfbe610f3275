import { useState, type DragEvent, type ReactNode } from 'react';
import type { RouteError } from '../../../src-shared/routes.ts';
import { useFront } from '../../front/front-context.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { placeDataset } from '../draft/choose.ts';
import { useWizard } from '../wizard-context.ts';
import { datasetMessages } from './dataset-messages.ts';
import { DownloadButton } from './download-button.tsx';

/** Where the data set lies: chosen, dropped, or downloaded. */
export function DatasetPlace(): ReactNode {
  const say = useMessages(datasetMessages);
  const front = useFront();
  const { draft, change } = useWizard();
  const [over, setOver] = useState(false);
  const [blind, setBlind] = useState(false);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<RouteError>();
  const { dataset } = draft;
  const kind = dataset === undefined || dataset.kind === 'generated' ? undefined : dataset.kind;
  const path = dataset !== undefined && 'path' in dataset ? dataset.path : '';

  async function take(place: string | undefined): Promise<void> {
    if (place === undefined) return;
    setBlind(false);
    setError(undefined);
    if (kind !== undefined) {
      change((before) => placeDataset(before, kind, place));
      return;
    }
    setAsking(true);
    const answer = await front.request('datasets.inspect', { path: place });
    setAsking(false);
    if (answer.ok) change((before) => placeDataset(before, answer.data.kind, place));
    else setError(answer.error);
  }

  async function drop(event: DragEvent): Promise<void> {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file === undefined) return;
    const place = await front.pathOf(file);
    setBlind(place === undefined);
    await take(place);
  }

  if (dataset?.kind === 'generated') return null;
  return (
    <section
      className="card wizard-drop"
      data-over={over}
      aria-labelledby="wizard-place"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <h3 id="wizard-place">{say.place}</h3>
      {kind !== undefined && (
        <p className="quiet">{kind === 'image-folder' ? say.folderLayout : say.archiveOrFolder}</p>
      )}
      <p className="wizard-path">{path === '' ? <span className="quiet">{say.nothing}</span> : <code>{path}</code>}</p>
      <div className="buttons">
        <button type="button" onClick={() => void front.choose('dataset-folder').then(take)}>
          {say.chooseFolder}
        </button>
        {kind !== 'image-folder' && (
          <button type="button" onClick={() => void front.choose('dataset-archive').then(take)}>
            {say.chooseArchive}
          </button>
        )}
        <span className="quiet">{say.drop}</span>
      </div>
      {blind && (
        <p role="alert" className="problem">
          {say.dropBlind}
        </p>
      )}
      {asking && <Loading label={say.dropUnknown} />}
      {error !== undefined && <Failure error={error} />}
      {(kind === 'cifar10' || kind === 'cifar100') && (
        <DownloadButton key={kind} kind={kind} onArrive={(place) => void take(place)} />
      )}
    </section>
  );
}
