import { useMemo, useState, type ReactNode } from 'react';
import type { RunResult } from '../../../src-shared/result.ts';
import { useMessages } from '../../language/language.ts';
import { compareMessages } from '../compare-messages.ts';
import { DifferencesOnly } from './differences-only.tsx';
import { compareSettings } from './differing-settings.ts';

/** The recipes of the runs beside each other; at first only what differs. */
export function SettingsTable({ results }: { readonly results: readonly RunResult[] }): ReactNode {
  const say = useMessages(compareMessages);
  const [differencesOnly, setDifferencesOnly] = useState(true);
  const settings = useMemo(() => compareSettings(results.map(({ recipe }) => recipe)), [results]);
  const shown = differencesOnly ? settings.filter(({ differs }) => differs) : settings;
  return (
    <section className="card">
      <div className="compare-head">
        <h2>{say.settings}</h2>
        <DifferencesOnly checked={differencesOnly} onChange={setDifferencesOnly} />
      </div>
      {shown.length === 0 ? (
        <p className="quiet">{say.sameSettings}</p>
      ) : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={say.settings}>
          <table className="data compare-settings">
            <thead>
              <tr>
                <th scope="col">{say.setting}</th>
                {results.map(({ runId, name }, index) => (
                  <th key={runId} scope="col" title={name}>
                    #{index + 1}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ setting, values, differs }) => (
                <tr key={setting} className={differs && !differencesOnly ? 'compare-differs' : undefined}>
                  <th scope="row">
                    <code>{setting}</code>
                    {differs && !differencesOnly && <span className="compare-best">{say.differs}</span>}
                  </th>
                  {values.map((value, index) => (
                    <td key={index}>{value ?? <span className="quiet">{say.notSet}</span>}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
