import { useState, type ReactNode } from 'react';
import type { DatasetReport, Finding } from '../../../src-shared/dataset-report.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { datasetMessages } from './dataset-messages.ts';
import { EvidenceImages } from './evidence-images.tsx';

interface FindingViewProps {
  readonly finding: Finding;
  readonly report: DatasetReport;
}

/** One finding, what to do about it, and the records it is about. */
export function FindingView({ finding, report }: FindingViewProps): ReactNode {
  const say = useMessages(datasetMessages);
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { code, severity, count, cases } = finding;
  const { message, advice } = say.findingText(finding);
  return (
    <li className={`wizard-finding wizard-finding-${severity}`}>
      <p>
        <span className="wizard-severity">{say.severities[severity]}</span> <strong>{say.findings[code]}</strong>{' '}
        {count > 0 && <span className="quiet">{say.count(format.integer(count))}</span>}
      </p>
      {message !== '' && <p>{message}</p>}
      {advice !== '' && <p className="quiet">{advice}</p>}
      {cases.length > 0 && (
        <p>
          <button type="button" className="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? say.hideRecords : say.showRecords}
          </button>
        </p>
      )}
      {open && <EvidenceImages report={report} finding={finding} />}
    </li>
  );
}
