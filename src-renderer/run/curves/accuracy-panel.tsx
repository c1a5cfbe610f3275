import { memo, useCallback, useMemo, type ReactNode } from 'react';
import type { EpochMetrics } from '../../../src-shared/result.ts';
import { Chart } from '../../chart/chart.tsx';
import type { ChartTheme } from '../../chart/chart-theme.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { accuracyOption, type NetworkEpochs } from './accuracy-option.ts';
import type { Course } from './course.ts';
import { runMessages } from '../run-messages.ts';

interface AccuracyPanelProps {
  readonly course: Course;
  /** Names of the run's networks, in the order that gives their colours. */
  readonly networks: readonly string[];
  readonly epochs: readonly EpochMetrics[];
}

/** Accuracy on training and test images after each epoch of the networks that go through a stage. */
export const AccuracyPanel = memo(function AccuracyPanel({ course, networks, epochs }: AccuracyPanelProps): ReactNode {
  const say = useMessages(runMessages);
  const format = useFormat();
  const networkName = useNetworkNames();

  const shown = useMemo(
    () =>
      networks.flatMap((variant, network): NetworkEpochs[] => {
        const own = epochs.filter(
          (epoch) => epoch.stage === course.stage && epoch.seed === course.seed && epoch.variant === variant,
        );
        const name = networkName(variant);
        return own.length === 0 ? [] : [{ name, network, epochs: own }];
      }),
    [course, networks, epochs, networkName],
  );
  const base =
    course.stage === 'train'
      ? undefined
      : epochs.findLast(({ stage, seed }) => stage === 'train' && seed === course.seed)?.testAccuracy;
  const option = useCallback(
    (theme: ChartTheme) =>
      accuracyOption(
        {
          networks: shown,
          base,
          baseName: say.baseLine,
          epochName: say.epochAxis,
          describe: (name, test, train) => say.bothAccuracies(name, format.share(test), format.share(train)),
        },
        theme,
      ),
    [shown, base, say, format],
  );

  if (shown.length === 0) return <p className="quiet">{say.accuracyEmpty}</p>;
  const summary = shown.map(({ name, epochs: own }) => {
    const last = own.at(-1);
    return say.accuracyOf(name, format.share(last?.testAccuracy ?? NaN), last?.epoch ?? 0);
  });
  return (
    <div className="run-panel">
      <Chart
        title={say.accuracyTitle}
        summary={say.lossSummary(summary)}
        height={260}
        option={option}
        data={() => ({
          head: [say.columns.network, say.columns.epoch, say.columns.testAccuracy, say.columns.trainAccuracy],
          rows: shown.flatMap(({ name, epochs: own }) =>
            own.map(({ epoch, testAccuracy, trainAccuracy }) => [
              name,
              String(epoch),
              format.share(testAccuracy),
              format.share(trainAccuracy),
            ]),
          ),
        })}
      />
      <p className="quiet run-hint">{say.accuracyHint}</p>
    </div>
  );
});
