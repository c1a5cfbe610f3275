import { useRef, type ReactNode } from 'react';
import { ExportReport } from '../export/export-report.tsx';
import { Page } from '../frame/page.tsx';
import { useFront } from '../front/front-context.ts';
import { useAnswer } from '../front/use-answer.ts';
import { useMessages } from '../language/language.ts';
import { Link } from '../navigation/link.tsx';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { pdfFileName } from './pdf-file-name.ts';
import { reportMessages } from './report-messages.ts';
import './report.css';

/** The report of finished runs as it leaves the application, and the ways to take it along. */
export function ReportPage({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const say = useMessages(reportMessages);
  const front = useFront();
  const frame = useRef<HTMLIFrameElement>(null);
  const { asked, reload } = useAnswer('runs.compare', ids.length === 0 ? undefined : { ids: [...ids] });
  const [only] = ids;
  if (only === undefined) {
    return (
      <Page title={say.title}>
        <section className="notice">
          <p>{say.none}</p>
          <Link to={{ page: 'home' }} className="button">
            {say.home}
          </Link>
        </section>
      </Page>
    );
  }
  const names = asked.state === 'loaded' ? asked.data.results.map(({ name }) => name) : [];
  const detail = names.length > 1 ? say.ofRuns(names.length) : names.map(say.of).join('');
  const back = (
    <Link to={ids.length === 1 ? { page: 'run', id: only } : { page: 'compare', ids }} className="button">
      {ids.length === 1 ? say.toRun : say.toComparison}
    </Link>
  );
  return (
    <Page title={say.title} detail={<span className="quiet report-detail">{detail}</span>} actions={back}>
      {asked.state === 'loading' && <Loading label={say.loading} />}
      {asked.state === 'failed' && (
        <Failure error={asked.error} onRetry={reload}>
          <p>{say.onlyFinished}</p>
        </Failure>
      )}
      {asked.state === 'loaded' && (
        <>
          <ExportReport runs={ids} pdfName={pdfFileName(names)} frame={frame} />
          {/* No scripts; the same origin and dialogs, so that a browser can print it. */}
          <iframe
            ref={frame}
            className="report-frame"
            title={say.frame(detail)}
            src={front.reportAddress(ids)}
            sandbox="allow-same-origin allow-modals"
          />
        </>
      )}
    </Page>
  );
}
