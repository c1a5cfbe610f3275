import { memo, useCallback, useMemo, useState, type ReactNode } from 'react';
import { SCALE_EDGES, type ScaleSnapshot } from '../../../src-shared/scale-histogram.ts';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { Chart } from '../../chart/chart.tsx';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { CourseChoice } from './course-choice.tsx';
import type { Course, CourseChoices } from './course.ts';
import { runMessages } from '../run-messages.ts';
import { countNearZero, NEAR_ZERO, shownBins } from './scale-summary.ts';

interface ScalesPanelProps {
  readonly choices: CourseChoices;
  readonly course: Course;
  readonly onChoose: (course: Course) => void;
  readonly scales: readonly ScaleSnapshot[];
}

/** How the channels' scales are spread, epoch by epoch: whether sparse training has made any of them small. */
export const ScalesPanel = memo(function ScalesPanel(props: ScalesPanelProps): ReactNode {
  const { choices, course, onChoose, scales } = props;
  const say = useMessages(runMessages);
  const format = useFormat();
  const networkName = useNetworkNames();
  const [wantedVariant, setVariant] = useState<string>();
  const [wantedEpoch, setEpoch] = useState<number>();

  const ofCourse = useMemo(
    () => scales.filter(({ stage, seed }) => stage === course.stage && seed === course.seed),
    [scales, course],
  );
  const variants = [...new Set(ofCourse.map(({ variant }) => variant))];
  const variant = variants.find((one) => one === wantedVariant) ?? variants.at(-1);
  const snapshots = useMemo(() => ofCourse.filter((one) => one.variant === variant), [ofCourse, variant]);
  // The newest, until the user looks at another.
  const shown = snapshots.find(({ epoch }) => epoch === wantedEpoch) ?? snapshots.at(-1);
  const bins = useMemo(() => shownBins(snapshots), [snapshots]);

  const nameOf = useCallback(
    (bin: number): string => {
      const edge = SCALE_EDGES[bin];
      return edge === undefined ? say.above(format.number(SCALE_EDGES.at(-1) ?? NaN)) : format.number(edge);
    },
    [say, format],
  );
  const option = useCallback(
    (theme: ChartTheme) => {
      const axis = axisStyle(theme);
      return {
        grid: { left: 8, right: 16, top: 32, bottom: 36, containLabel: true },
        tooltip: { ...tooltipStyle(theme), trigger: 'axis' },
        xAxis: {
          type: 'category',
          name: say.scaleAxis,
          nameLocation: 'middle',
          nameGap: 28,
          data: bins.map(nameOf),
          ...axis,
        },
        yAxis: { type: 'value', name: say.channelsAxis, minInterval: 1, ...axis },
        series: [
          {
            type: 'bar',
            name: say.channelsAxis,
            color: seriesStyle(0).color,
            barCategoryGap: '12%',
            data: bins.map((bin) => shown?.counts[bin] ?? 0),
          },
        ],
      };
    },
    [bins, shown, nameOf, say],
  );

  const near = countNearZero(shown?.counts ?? []);
  return (
    <section className="card run-panel" aria-labelledby="run-scales">
      <h2 id="run-scales">{say.scalesTitle}</h2>
      <p className="run-prose">{say.scalesText}</p>
      <div className="run-controls">
        <CourseChoice choices={choices} course={course} onChoose={onChoose} />
        {variants.length > 1 && (
          <label className="run-choice">
            {say.shownNetwork}
            <select value={variant} onChange={({ target }) => setVariant(target.value)}>
              {variants.map((one) => (
                <option key={one} value={one}>
                  {networkName(one)}
                </option>
              ))}
            </select>
          </label>
        )}
        {shown !== undefined && snapshots.length > 1 && (
          <label className="run-choice">
            {say.epochSlider}
            <input
              type="range"
              min={snapshots[0]?.epoch}
              max={snapshots.at(-1)?.epoch}
              value={shown.epoch}
              onChange={({ target }) => setEpoch(Number(target.value))}
            />
            <output>{say.epochOf(shown.epoch, snapshots.at(-1)?.epoch ?? shown.epoch)}</output>
          </label>
        )}
      </div>
      {shown === undefined ? (
        <p className="quiet">{say.scalesEmpty}</p>
      ) : (
        <Chart
          title={networkName(shown.variant)}
          summary={say.scalesSummary(
            format.integer(near.below),
            format.integer(near.all),
            format.share(near.below / near.all),
            NEAR_ZERO,
          )}
          height={320}
          option={option}
          data={() => ({
            head: [say.scaleAxis, say.channelsAxis],
            rows: bins.map((bin) => [nameOf(bin), format.integer(shown.counts[bin] ?? 0)]),
          })}
        />
      )}
    </section>
  );
});
