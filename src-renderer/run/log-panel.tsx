import { memo, type ReactNode } from 'react';
import type { LogLine } from '../../src-shared/routes/run-routes.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { CopyButton } from '../widgets/copy-button.tsx';
import { runMessages } from './run-messages.ts';

/** What the engine said, oldest first. */
export const LogPanel = memo(function LogPanel({ log }: { readonly log: readonly LogLine[] }): ReactNode {
  const say = useMessages(runMessages);
  const format = useFormat();
  return (
    <section className="card run-panel" aria-labelledby="run-log">
      <div className="run-panel-head">
        <h2 id="run-log">{say.log}</h2>
        <CopyButton
          label={say.copyLog}
          text={() => log.map(({ at, level, message }) => `${at} ${level} ${message}`).join('\n')}
        />
      </div>
      {log.length === 0 && <p className="quiet">{say.logEmpty}</p>}
      <ol className="run-log" role="log" aria-labelledby="run-log" tabIndex={0}>
        {log.map(({ at, level, message }, index) => (
          <li key={index} className={`run-log-${level}`}>
            <time dateTime={at} className="quiet">
              {format.moment(at)}
            </time>
            <span className="run-log-level">{say.levels[level]}</span>
            <span>{message}</span>
          </li>
        ))}
      </ol>
    </section>
  );
});
