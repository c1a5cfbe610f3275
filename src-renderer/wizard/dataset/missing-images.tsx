import type { ReactNode } from 'react';
import type { DetectionReport } from '../../../src-shared/dataset-report.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { datasetMessages } from './dataset-messages.ts';
import { detectionDataMessages } from './detection-data-messages.ts';

/** Says at once that annotated images are not there, and with how many the run would do. */
export function MissingImages({ report: { splits } }: { readonly report: DetectionReport }): ReactNode {
  const say = useMessages(detectionDataMessages);
  const { splits: names } = useMessages(datasetMessages);
  const format = useFormat();
  const lacking = splits.filter(({ missing }) => missing > 0);
  if (lacking.length === 0) return null;
  return (
    <div className="notice notice-warning" role="alert">
      {lacking.map(({ split, annotated, missing }) => (
        <p key={split}>
          <strong>{say.missingImages(names[split], format.integer(missing), format.integer(annotated))}</strong>{' '}
          {say.imagesLeft(annotated - missing)}
        </p>
      ))}
    </div>
  );
}
