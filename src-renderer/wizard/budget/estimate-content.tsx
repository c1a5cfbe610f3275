import { memo, useCallback, useMemo, type ReactNode } from 'react';
import type { BudgetEstimate } from '../../../src-shared/budget.ts';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import { Chart } from '../../chart/chart.tsx';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { stageNames } from '../../language/stage-names.ts';
import { FigureList } from '../parts/figure-list.tsx';
import { budgetMessages } from './budget-messages.ts';

/** The numbers of an estimate, with what to do where they don't fit this machine. */
export const EstimateContent = memo(function EstimateContent({
  estimate,
}: {
  readonly estimate: BudgetEstimate;
}): ReactNode {
  const say = useMessages(budgetMessages);
  const format = useFormat();
  const { memoryBytes, freeMemoryBytes, fittingParts, diskBytes, freeDiskBytes } = estimate;
  return (
    <>
      <FigureList
        figures={[
          [
            say.time,
            format.duration(estimate.seconds),
            say.timeRange(format.duration(estimate.secondsLow), format.duration(estimate.secondsHigh)),
          ],
          [say.memory, format.bytes(memoryBytes), say.free(format.bytes(freeMemoryBytes))],
          [say.disk, format.bytes(diskBytes), say.free(format.bytes(freeDiskBytes))],
          [
            say.speed,
            say.imagesPerSecond(format.rate(estimate.imagesPerSecond)),
            say.perStep(format.milliseconds(estimate.stepMilliseconds)),
          ],
        ]}
      />
      {memoryBytes > freeMemoryBytes && (
        <p role="alert" className="notice notice-warning">
          {fittingParts === null ? say.memoryShort : describeFittingParts(fittingParts, say)}
        </p>
      )}
      {diskBytes > freeDiskBytes && (
        <p role="alert" className="notice notice-warning">
          {say.diskShort}
        </p>
      )}
      {estimate.busy && <p className="notice notice-warning">{say.busy}</p>}
      <p className="quiet">{say.on(deviceName(estimate.device, say.devices), estimate.engine)}</p>
      {estimate.stepsSeconds > 0 && (
        <p className="quiet">{say.stepsMeasured(format.duration(estimate.stepsSeconds))}</p>
      )}
      <StageChart estimate={estimate} />
    </>
  );
});

function describeFittingParts(
  { images, accumulate, recomputed }: NonNullable<BudgetEstimate['fittingParts']>,
  say: (typeof budgetMessages)['en'],
): string {
  const inParts = accumulate === null ? say.memoryFits(images) : say.memoryFitsInParts(images, accumulate);
  const advice = images === 0 ? say.memoryOneTooLarge : inParts;
  return recomputed !== null && recomputed > images ? `${advice} ${say.memoryRecomputed(recomputed)}` : advice;
}

/** An estimate names its device as the engine does. */
function deviceName(device: string, names: Readonly<Record<string, string>>): string {
  return names[device] ?? device;
}

const ROW_PIXELS = 26;
const FRAME_PIXELS = 40;

function StageChart({ estimate }: { readonly estimate: BudgetEstimate }): ReactNode {
  const say = useMessages(budgetMessages);
  const nameOf = useMessages(stageNames);
  const format = useFormat();
  const { stages } = estimate;
  const names = useMemo(() => stages.map(({ stage }) => nameOf[stage]), [stages, nameOf]);
  const option = useCallback(
    (theme: ChartTheme) => ({
      grid: { left: 8, right: 24, top: 4, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        valueFormatter: (value: number) => format.duration(value),
        ...tooltipStyle(theme),
      },
      xAxis: {
        type: 'value',
        ...axisStyle(theme),
        axisLabel: { color: theme.quiet, hideOverlap: true, formatter: (value: number) => format.duration(value) },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        ...axisStyle(theme),
        axisLabel: { color: theme.quiet, width: 170, overflow: 'truncate' },
      },
      series: [
        {
          name: say.stageTime,
          type: 'bar',
          itemStyle: { color: seriesStyle(0).color },
          data: stages.map(({ seconds }) => seconds),
        },
      ],
    }),
    [stages, names, say, format],
  );
  const total = stages.reduce((sum, { seconds }) => sum + seconds, 0);
  const [longest] = stages.toSorted((one, other) => other.seconds - one.seconds);
  return (
    <Chart
      title={say.stageChart}
      summary={
        longest === undefined ? '' : say.stageSummary(nameOf[longest.stage], format.share(longest.seconds / total, 0))
      }
      height={stages.length * ROW_PIXELS + FRAME_PIXELS}
      option={option}
      data={() => ({
        head: [say.stage, say.times, say.stageTime],
        rows: stages.map(({ stage, times, seconds }) => [
          nameOf[stage],
          format.integer(times),
          format.duration(seconds),
        ]),
      })}
    />
  );
}
