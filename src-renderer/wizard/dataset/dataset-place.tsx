import { useState, type DragEvent, type ReactNode } from 'react';
import type { RouteError } from '../../../src-shared/routes.ts';
import { useFront } from '../../front/front-context.ts';
import type { Choice } from '../../front/front.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { placeDataset } from '../draft/choose.ts';
import { isPlacedKind, type PlacedKind } from '../draft/placed-dataset.ts';
import { useWizard } from '../wizard-context.ts';
import { datasetMessages } from './dataset-messages.ts';
import { DownloadButton } from './download-button.tsx';

/** What can be chosen, and for which kinds. */
const CHOICES: readonly {
  readonly what: Choice;
  readonly label: 'chooseFolder' | 'chooseArchive' | 'chooseAnnotations';
  readonly kinds: readonly PlacedKind[];
}[] = [
  {
    what: 'dataset-folder',
    label: 'chooseFolder',
    kinds: ['cifar10', 'cifar100', 'image-folder', 'visdrone', 'yolo'],
  },
  { what: 'dataset-archive', label: 'chooseArchive', kinds: ['cifar10', 'cifar100'] },
  { what: 'annotations', label: 'chooseAnnotations', kinds: ['coco'] },
];

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
  const placed = dataset !== undefined && 'path' in dataset ? dataset : undefined;
  const kind = placed?.kind;
  const path = placed?.path ?? '';
  const buttons = kind === undefined ? CHOICES : CHOICES.filter(({ kinds }) => kinds.includes(kind));

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
    if (answer.ok) {
      const found = answer.data.kind;
      if (isPlacedKind(found)) change((before) => placeDataset(before, found, place));
    } else setError(answer.error);
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

  if (dataset !== undefined && placed === undefined) return null;
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
      {kind !== undefined && <p className="quiet">{say.layouts[kind]}</p>}
      <p className="wizard-path">{path === '' ? <span className="quiet">{say.nothing}</span> : <code>{path}</code>}</p>
      <div className="buttons">
        {buttons.map(({ what, label }) => (
          <button key={what} type="button" onClick={() => void front.choose(what).then(take)}>
            {say[label]}
          </button>
        ))}
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
