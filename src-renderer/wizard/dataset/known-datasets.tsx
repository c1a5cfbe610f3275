import type { ReactNode } from 'react';
import { useAnswer } from '../../front/use-answer.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { placeDataset } from '../draft/choose.ts';
import { isPlacedKind } from '../draft/placed-dataset.ts';
import { useWizard } from '../wizard-context.ts';
import { datasetMessages } from './dataset-messages.ts';
import { knownPlaces } from './known-places.ts';

/** Data sets that earlier runs used, one click away. */
export function KnownDatasets(): ReactNode {
  const say = useMessages(datasetMessages);
  const format = useFormat();
  const { draft, change } = useWizard();
  const { asked } = useAnswer('datasets.known', {});
  const { dataset } = draft;
  const places =
    asked.state === 'loaded' && (dataset === undefined || 'path' in dataset)
      ? knownPlaces(asked.data, dataset?.kind)
      : [];
  if (places.length === 0) return null;
  return (
    <section className="card" aria-labelledby="wizard-known">
      <h3 id="wizard-known">{say.known}</h3>
      <ul className="wizard-known">
        {places.map(({ hash, name, kind: ofKind, path, train, test, classes }) => (
          <li key={hash}>
            <div>
              <strong>{name}</strong>{' '}
              <span className="quiet">
                {say.knownDetail(format.integer(train), format.integer(test), format.integer(classes))}
              </span>
              <br />
              <code>{path}</code>
            </div>
            <button
              type="button"
              aria-label={`${say.use}: ${name}, ${path ?? ''}`}
              onClick={() => {
                if (isPlacedKind(ofKind) && path !== null) change((before) => placeDataset(before, ofKind, path));
              }}
            >
              {say.use}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
