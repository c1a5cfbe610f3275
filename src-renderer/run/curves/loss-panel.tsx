import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { Chart } from '../../chart/chart.tsx';
import type { TableData } from '../../widgets/data-table.tsx';
import type { ChartTheme } from '../../chart/chart-theme.ts';
import type { AxisRange } from '../../chart/use-range-brush.ts';
import { useFreshAnswer } from '../../front/use-fresh-answer.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import type { Course } from './course.ts';
import { mergeCurves, type LiveCurve } from './live-curve.ts';
import { lossOption, type NamedCurve } from './loss-option.ts';
import { runMessages } from '../run-messages.ts';
import { StepRange } from './step-range.tsx';
import { useThrottled } from '../use-throttled.ts';

interface LossPanelProps {
  readonly id: string;
  readonly course: Course;
  /** Names of the run's networks, in the order that gives their colours. */
  readonly networks: readonly string[];
  readonly live: readonly LiveCurve[];
}

const POINTS = 1000;
const TABLE_ROWS = 60;
const REDRAW_MILLISECONDS = 750;

/** The loss of every step: recorded ones gathered by the host, live ones added as they come; a part of the steps is asked for anew. */
export function LossPanel({ id, course, networks, live }: LossPanelProps): ReactNode {
  const say = useMessages(runMessages);
  const format = useFormat();
  const networkName = useNetworkNames();
  const [range, setRange] = useState<AxisRange>();
  const [logarithmic, setLogarithmic] = useState(false);
  const calmLive = useThrottled(live, REDRAW_MILLISECONDS);
  const part = range === undefined ? {} : { from: range[0], to: range[1] };
  const { asked, reload } = useFreshAnswer('runs.curves', { id, points: POINTS, ...part });

  const curves = useMemo((): NamedCurve[] => {
    if (asked.state !== 'loaded') return [];
    // A part in the past does not change any more.
    return mergeCurves(asked.data, range === undefined ? calmLive : [])
      .filter(({ stage, seed, points }) => stage === course.stage && seed === course.seed && points.length > 0)
      .map((curve) => ({ ...curve, name: networkName(curve.variant), network: networks.indexOf(curve.variant) }));
  }, [asked, calmLive, range, course, networkName, networks]);

  const option = useCallback(
    (theme: ChartTheme) =>
      lossOption({ curves, range, logarithmic, stepName: say.stepAxis, format: format.number }, theme),
    [curves, range, logarithmic, say, format],
  );
  const choose = useCallback(([from, to]: AxisRange) => {
    setRange([Math.max(0, Math.floor(from)), Math.max(Math.floor(from) + 1, Math.ceil(to))]);
  }, []);

  if (asked.state === 'loading') return <Loading label={say.readingCurves} />;
  if (asked.state === 'failed') return <Failure error={asked.error} onRetry={reload} />;
  if (curves.length === 0 && range === undefined) return <p className="quiet">{say.lossEmpty}</p>;

  const summary = curves.map(({ name, points, total }) => {
    const last = points.at(-1);
    return say.lossOf(name, format.number(last?.mean ?? NaN), format.integer(last?.step ?? 0), format.integer(total));
  });
  return (
    <div className="run-panel">
      <Chart
        title={say.lossTitle}
        summary={say.lossSummary(summary)}
        height={300}
        option={option}
        data={() => tabulate(curves, say, format)}
        onRange={choose}
      />
      <div className="run-controls">
        <label className="run-check">
          <input type="checkbox" checked={logarithmic} onChange={({ target }) => setLogarithmic(target.checked)} />
          {say.logAxis}
        </label>
        <StepRange range={range} onChange={setRange} />
      </div>
      <p className="quiet run-hint">{say.bandHint}</p>
    </div>
  );
}

function tabulate(
  curves: readonly NamedCurve[],
  say: Readonly<Record<'shownNetwork' | 'stepAxis' | 'mean' | 'lowest' | 'highest', string>>,
  format: ReturnType<typeof useFormat>,
): TableData {
  const rows = curves.flatMap(({ name, points }) => {
    const every = Math.ceil(points.length / TABLE_ROWS);
    return points
      .filter((_, index) => index % every === 0 || index === points.length - 1)
      .map(({ step, mean, lowest, highest }) => [
        name,
        format.integer(step),
        format.number(mean),
        format.number(lowest),
        format.number(highest),
      ]);
  });
  return { head: [say.shownNetwork, say.stepAxis, say.mean, say.lowest, say.highest], rows };
}
