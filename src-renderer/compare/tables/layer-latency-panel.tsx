import { useMemo, useState, type ReactNode } from 'react';
import { formatSigned } from '../../../src-shared/format-number.ts';
import type { RunResult } from '../../../src-shared/result.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { Field } from '../../widgets/field.tsx';
import { compareMessages } from '../compare-messages.ts';
import { latencyByLayer } from './latency-by-layer.ts';

interface LayerLatencyPanelProps {
  readonly results: readonly RunResult[];
  /** The run that is looked at elsewhere on the page. */
  readonly selectedRun: string;
}

/** What each layer lost of its multiply–accumulates beside what it lost of its time, a run at a time. */
export function LayerLatencyPanel({ results, selectedRun }: LayerLatencyPanelProps): ReactNode {
  const say = useMessages(compareMessages);
  const timed = results
    .map((result, index) => ({ result, number: index + 1 }))
    .filter(({ result }) => result.layerLatency.length > 0);
  const [chosen, setChosen] = useState<string>();
  const find = (id: string | undefined): (typeof timed)[number] | undefined =>
    timed.find(({ result }) => result.runId === id);
  const shown = find(chosen) ?? find(selectedRun) ?? timed[0];
  if (shown === undefined) return null;
  return (
    <div className="compare-panel">
      <p className="compare-prose">{say.layerLatencyHint}</p>
      {timed.length > 1 && (
        <div className="compare-choice">
          <Field label={say.run}>
            {(attributes) => (
              <select {...attributes} value={shown.result.runId} onChange={({ target }) => setChosen(target.value)}>
                {timed.map(({ result, number }) => (
                  <option key={result.runId} value={result.runId}>
                    #{number} {result.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
      <LayerLatencyTable result={shown.result} />
    </div>
  );
}

function LayerLatencyTable({ result }: { readonly result: RunResult }): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  const layers = useMemo(() => latencyByLayer(result), [result]);
  const slow = layers.filter(({ noFaster }) => noFaster);
  const change = (share: number): string => `${formatSigned(share * 100, 0)} %`;
  return (
    <>
      <p>
        <strong>{say.layersNoFaster(slow.length, layers.length)}</strong> {slow.length > 0 && say.layersNoFasterAdvice}
      </p>
      <DataTable
        caption={say.layerLatency}
        data={{
          head: [say.layer, say.channelsChange, say.macs, say.macsChange, say.time, say.timeChange, say.effect],
          words: [6],
          rows: layers.map((layer) => [
            layer.layer,
            layer.channels === null
              ? say.allChannels
              : `${format.integer(layer.channels.before)} → ${format.integer(layer.channels.after)}`,
            `${format.count(layer.macsBefore)} → ${format.count(layer.macsAfter)}`,
            change(layer.macsChange),
            `${format.milliseconds(layer.millisecondsBefore)} → ${format.milliseconds(layer.millisecondsAfter)}`,
            change(layer.timeChange),
            layer.noFaster && <span className="compare-no-faster">{say.noFaster}</span>,
          ]),
        }}
      />
    </>
  );
}
