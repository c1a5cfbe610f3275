import type { ReactNode } from 'react';
import type { DatasetReport, Finding } from '../../../src-shared/dataset-report.ts';
import { useFront } from '../../front/front-context.ts';
import { useAnswer } from '../../front/use-answer.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { fileName } from '../use-recipe-name.ts';
import { useWizard } from '../wizard-context.ts';
import { datasetMessages } from './dataset-messages.ts';
import { shownCases } from './shown-cases.ts';

interface EvidenceImagesProps {
  readonly report: DatasetReport;
  readonly finding: Finding;
}

const MOST_PLACES = 60;

/** The records that a finding is about: copies of the same image side by side. */
export function EvidenceImages({ report, finding }: EvidenceImagesProps): ReactNode {
  const say = useMessages(datasetMessages);
  const format = useFormat();
  const front = useFront();
  const { dataset } = useWizard().draft;
  const cases = shownCases(finding.cases, MOST_PLACES);
  const places = cases.flat();
  const { asked, reload } = useAnswer('datasets.evidence', {
    path: report.path,
    kind: report.kind,
    ...(dataset?.kind === 'coco' && dataset.images !== undefined ? { images: dataset.images } : {}),
    places: places.map(({ file, record }) => (record === undefined ? { file } : { file, record })),
  });
  if (asked.state === 'loading') return <Loading label={say.loadingSamples} />;
  if (asked.state === 'failed') return <Failure error={asked.error} onRetry={reload} />;
  return (
    <>
      <ul className="wizard-evidence">
        {cases.map((copies, index) => (
          <li key={index}>
            {copies.map((place) => {
              const image = asked.data[places.indexOf(place)] ?? null;
              return (
                <figure key={`${place.file}-${place.record ?? ''}`}>
                  {image === null ? (
                    <div className="wizard-no-picture quiet">{say.noPicture}</div>
                  ) : (
                    <img
                      className="pixelated"
                      src={front.imageAddress(image)}
                      alt={place.label ?? fileName(place.file)}
                    />
                  )}
                  <figcaption>
                    {place.label !== undefined && <strong>{place.label}</strong>}
                    <span>{fileName(place.file)}</span>
                    {place.record !== undefined && <span>{say.record(format.integer(place.record))}</span>}
                    {place.split !== undefined && <span className="quiet">{say.splits[place.split]}</span>}
                    {place.detail !== undefined && <span className="quiet">{place.detail}</span>}
                  </figcaption>
                </figure>
              );
            })}
          </li>
        ))}
      </ul>
      {cases.length < finding.count && (
        <p className="quiet">{say.moreRecords(format.integer(cases.length), format.integer(finding.count))}</p>
      )}
    </>
  );
}
