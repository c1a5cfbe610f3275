import { memo, type ReactNode } from 'react';
import type { DatasetReport } from '../../../src-shared/dataset-report.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { datasetMessages } from './dataset-messages.ts';
import { FindingView } from './finding-view.tsx';

/** What the doctor has to say, errors first. */
export const FindingList = memo(function FindingList({ report }: { readonly report: DatasetReport }): ReactNode {
  const say = useMessages(datasetMessages);
  const format = useFormat();
  const images = report.splits.reduce((sum, split) => sum + split.images, 0);
  return (
    <section className="card" aria-labelledby="wizard-findings">
      <h3 id="wizard-findings">{say.findingsTitle}</h3>
      <p className="quiet">{say.looked(format.integer(images), format.duration(report.seconds))}</p>
      {report.findings.length === 0 ? (
        <p role="status">{say.healthy}</p>
      ) : (
        <ul className="wizard-findings">
          {report.findings.map((finding, index) => (
            <FindingView key={index} finding={finding} report={report} />
          ))}
        </ul>
      )}
    </section>
  );
});
