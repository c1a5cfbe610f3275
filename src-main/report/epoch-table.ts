import { measureName } from '../../src-shared/describe-protocol.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { describeEpoch } from './describe-epoch.ts';
import type { ReportTable } from './document.ts';
import { formatDuration, formatNumber, formatShare } from '../../src-shared/format-number.ts';

/** All that was measured after each epoch, in the order it was. */
export function epochTable({ epochs, measure }: RunResult): ReportTable {
  const isClassifier = measure.kind === 'accuracy';
  const severalSeeds = new Set(epochs.map(({ seed }) => seed)).size > 1;
  return {
    head: [
      'stage',
      'network',
      ...(severalSeeds ? ['seed'] : []),
      'epoch',
      'learning rate',
      'train loss',
      ...(isClassifier ? ['train accuracy'] : []),
      'test loss',
      `test ${measureName(measure)}`,
      'time',
    ],
    rows: epochs.map((metrics) => [
      metrics.stage,
      metrics.variant,
      ...(severalSeeds ? [String(metrics.seed)] : []),
      describeEpoch(metrics),
      formatNumber(metrics.learningRate),
      formatNumber(metrics.trainLoss),
      ...(isClassifier ? [formatShare(metrics.trainAccuracy)] : []),
      formatNumber(metrics.testLoss),
      formatShare(metrics.testAccuracy),
      formatDuration(metrics.seconds),
    ]),
    leftColumns: 2,
  };
}
