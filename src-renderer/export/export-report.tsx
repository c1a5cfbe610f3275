import { useState, type ReactNode, type RefObject } from 'react';
import { useFront } from '../front/front-context.ts';
import { useAction } from '../front/use-action.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import './export.css';
import { exportMessages } from './export-messages.ts';

const FORMATS = ['html', 'pdf', 'md', 'csv', 'json'] as const;
type ReportFormat = (typeof FORMATS)[number];

interface ExportReportProps {
  /** Ids of the runs. */
  readonly runs: readonly string[];
  /** What a PDF is called. */
  readonly pdfName: string;
  /** The frame that shows the report. */
  readonly frame: RefObject<HTMLIFrameElement | null>;
}

/** Takes the report of runs out of the application, in every form it has. */
export function ExportReport({ runs, pdfName, frame }: ExportReportProps): ReactNode {
  const say = useMessages(exportMessages);
  const format = useFormat();
  const front = useFront();
  const { failure, busy, perform } = useAction();
  const [outcome, setOutcome] = useState<string>();

  async function take(as: ReportFormat): Promise<void> {
    setOutcome(undefined);
    if (as === 'pdf') {
      const printed = await perform(() => front.savePdf(runs, pdfName, frame.current));
      if (printed !== undefined) setOutcome(printed.data === undefined ? undefined : say.saved(printed.data));
      return;
    }
    const made = await perform(() => front.request('exports.report', { runs: [...runs], format: as }));
    if (made === undefined) return;
    const saved = await perform(() => front.save(made.data));
    if (saved?.data !== undefined) setOutcome(say.reportSaved(saved.data, format.bytes(made.data.bytes)));
  }

  return (
    <section className="card export-report">
      <h2>{say.reportTitle}</h2>
      <p className="quiet">{say.reportHint}</p>
      <ul className="export-reports">
        {FORMATS.map((one) => (
          <li key={one}>
            <button type="button" disabled={busy} onClick={() => void take(one)}>
              {say.reports[one].name}
            </button>
            <span className="quiet">{say.reports[one].use}</span>
          </li>
        ))}
      </ul>
      {busy && <Loading label={say.makingReport} />}
      {outcome !== undefined && <p role="status">{outcome}</p>}
      {failure !== undefined && (
        <Failure error={failure}>
          <p>{say.reportFailed}</p>
        </Failure>
      )}
    </section>
  );
}
