import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { RunResult } from '../../../src-shared/result.ts';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { Chart } from '../../chart/chart.tsx';
import type { TableData } from '../../widgets/data-table.tsx';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { Field } from '../../widgets/field.tsx';
import { compareMessages } from '../compare-messages.ts';
import type { MeasureTexts } from '../measure-texts.ts';
import { trainingCourses } from './training-course.ts';

type Stage = 'train' | 'finetune';

interface TrainingChartProps {
  readonly results: readonly RunResult[];
  readonly measure: MeasureTexts;
}

/** How the networks' measures went while they were trained, a stage at a time. */
export function TrainingChart({ results, measure }: TrainingChartProps): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  const nameOf = useNetworkNames();
  const all = useMemo(
    () =>
      results.flatMap((result, index) =>
        trainingCourses(result.epochs).map((course) => ({
          ...course,
          kind: result.variants.findIndex((variant) => variant.name === course.variant),
          name: results.length > 1 ? say.ofRun(index + 1, nameOf(course.variant)) : nameOf(course.variant),
        })),
      ),
    [results, nameOf, say],
  );
  const stages = useMemo(() => [...new Set(all.map(({ stage }) => stage))], [all]);
  const [chosen, setChosen] = useState<Stage>();
  const shown = chosen ?? stages.at(-1);
  const courses = useMemo(
    () =>
      all
        .filter(({ stage }) => stage === shown)
        .map((course, index) => ({ ...course, style: seriesStyle(results.length > 1 ? index : course.kind) })),
    [all, shown, results],
  );
  const epochs = useMemo(
    () => [...new Set(courses.flatMap((course) => course.epochs))].sort((a, b) => a - b),
    [courses],
  );

  const option = useCallback(
    (theme: ChartTheme) => ({
      legend: { type: 'scroll', top: 0, textStyle: { color: theme.ink } },
      grid: { left: 56, right: 24, top: 56, bottom: 48 },
      tooltip: { trigger: 'axis', valueFormatter: (value: number) => `${value.toFixed(1)} %`, ...tooltipStyle(theme) },
      xAxis: {
        type: 'category',
        data: epochs.map(String),
        boundaryGap: epochs.length === 1,
        name: say.epoch,
        nameLocation: 'middle',
        nameGap: 28,
        ...axisStyle(theme),
      },
      yAxis: { type: 'value', name: say.percentAxis(measure.title), scale: true, ...axisStyle(theme) },
      series: courses.map((course) => ({
        type: 'line',
        name: course.name,
        ...course.style,
        itemStyle: { color: course.style.color },
        lineStyle: { color: course.style.color, width: 1.75 },
        symbolSize: 8,
        showSymbol: course.epochs.length < 40,
        data: course.epochs.map((epoch, point) => [String(epoch), (course.testAccuracy[point] ?? Number.NaN) * 100]),
      })),
    }),
    [courses, epochs, say, measure],
  );

  function data(): TableData {
    return {
      head: [say.epoch, ...courses.map(({ name }) => name)],
      rows: epochs.map((epoch) => [
        String(epoch),
        ...courses.map((course) => format.share(course.testAccuracy[course.epochs.indexOf(epoch)] ?? Number.NaN)),
      ]),
    };
  }

  if (shown === undefined) return null;
  return (
    <div className="compare-panel">
      {stages.length > 1 && (
        <div className="compare-choice">
          <Field label={say.stage}>
            {(attributes) => (
              <select
                {...attributes}
                value={shown}
                onChange={({ target }) => setChosen(stages.find((stage) => stage === target.value))}
              >
                {stages.map((stage) => (
                  <option key={stage} value={stage}>
                    {say.stages[stage]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
      <Chart
        title={say.trainingTitle(measure.title, say.stages[shown])}
        summary={say.trainingSummary(courses.length)}
        height={360}
        option={option}
        data={data}
      />
    </div>
  );
}
