import { memo, useCallback, useMemo, type ReactNode } from 'react';
import type { EpochMetrics, Measure } from '../../../src-shared/result.ts';
import { Chart } from '../../chart/chart.tsx';
import type { ChartTheme } from '../../chart/chart-theme.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useMeasureNames } from '../../language/measure-names.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import type { Course } from './course.ts';
import { measureOption, type NetworkEpochs } from './measure-option.ts';
import { runMessages } from '../run-messages.ts';

interface MeasurePanelProps {
  readonly course: Course;
  /** Names of the run's networks, in the order that gives their colours. */
  readonly networks: readonly string[];
  readonly epochs: readonly EpochMetrics[];
  readonly measure: Measure;
}

/** What the networks that go through a stage measured after each epoch that was evaluated. */
export const MeasurePanel = memo(function MeasurePanel(props: MeasurePanelProps): ReactNode {
  const { course, networks, epochs, measure } = props;
  const say = useMessages(runMessages);
  const format = useFormat();
  const networkName = useNetworkNames();
  const measures = useMeasureNames();

  const shown = useMemo(
    () =>
      networks.flatMap((variant, network): NetworkEpochs[] => {
        const own = epochs.filter(
          (epoch) =>
            epoch.stage === course.stage &&
            epoch.seed === course.seed &&
            epoch.variant === variant &&
            Number.isFinite(epoch.testAccuracy),
        );
        const name = networkName(variant);
        return own.length === 0 ? [] : [{ name, network, epochs: own }];
      }),
    [course, networks, epochs, networkName],
  );
  const trained = shown.some((one) => one.epochs.some(({ trainAccuracy }) => Number.isFinite(trainAccuracy)));
  const base =
    course.stage === 'train'
      ? undefined
      : epochs.findLast(
          ({ stage, seed, testAccuracy }) => stage === 'train' && seed === course.seed && Number.isFinite(testAccuracy),
        )?.testAccuracy;
  const option = useCallback(
    (theme: ChartTheme) =>
      measureOption(
        {
          networks: shown,
          base,
          baseName: say.baseLine,
          epochName: say.epochAxis,
          describe: (name, test, train) =>
            Number.isFinite(train)
              ? say.bothAccuracies(name, format.share(test), format.share(train))
              : say.measuredLine(name, format.share(test)),
        },
        theme,
      ),
    [shown, base, say, format],
  );

  if (shown.length === 0) return <p className="quiet">{say.measureEmpty}</p>;
  const title = measures.title(measure);
  const protocol = measures.protocol(measure);
  const summary = shown.map(({ name, epochs: own }) => {
    const last = own.at(-1);
    return say.measuredOf(name, format.share(last?.testAccuracy ?? NaN), last?.epoch ?? 0);
  });
  return (
    <div className="run-panel">
      <Chart
        title={say.measureTitle(title)}
        summary={say.lossSummary(summary)}
        height={260}
        option={option}
        data={() => ({
          head: [say.columns.network, say.columns.epoch, title, ...(trained ? [say.columns.trainAccuracy] : [])],
          rows: shown.flatMap(({ name, epochs: own }) =>
            own.map(({ epoch, testAccuracy, trainAccuracy }) => [
              name,
              String(epoch),
              format.share(testAccuracy),
              ...(trained ? [format.share(trainAccuracy)] : []),
            ]),
          ),
        })}
      />
      <p className="quiet run-hint">{trained ? say.accuracyHint : protocol}</p>
    </div>
  );
});
