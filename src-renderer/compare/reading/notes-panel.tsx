import type { ReactNode } from 'react';
import type { RunResult } from '../../../src-shared/result.ts';
import { useMessages } from '../../language/language.ts';
import { compareMessages } from '../compare-messages.ts';

/** What the runs noted while they were carried out. */
export function NotesPanel({ results }: { readonly results: readonly RunResult[] }): ReactNode {
  const say = useMessages(compareMessages);
  const noted = results.map(({ runId, name, notes }, index) => ({ runId, name, notes, number: index + 1 }));
  if (noted.every(({ notes }) => notes.length === 0)) return <p className="quiet">{say.noNotes}</p>;
  return (
    <div className="compare-panel">
      {noted
        .filter(({ notes }) => notes.length > 0)
        .map(({ runId, name, notes, number }) => (
          <div key={runId} className="compare-notes">
            {results.length > 1 && (
              <h3>
                #{number} {name}
              </h3>
            )}
            <ul lang="en">
              {notes.map((note, place) => (
                <li key={place}>{note}</li>
              ))}
            </ul>
          </div>
        ))}
    </div>
  );
}
