import type { RunEvent } from '../../src-shared/event.ts';
import type { EpochMetrics } from '../../src-shared/result.ts';
import { describeEpoch } from './describe-epoch.ts';
import { formatDuration, formatInteger, formatNumber, formatShare } from '../../src-shared/format-number.ts';
import { seedLabel } from './seed-label.ts';

/** A detector has no training accuracy. */
function describeTest({ trainAccuracy, testAccuracy }: EpochMetrics): string {
  return `test ${Number.isFinite(trainAccuracy) ? 'accuracy' : 'mAP'} ${formatShare(testAccuracy)}`;
}

/** What stays on the screen of an event of a run with these seeds, as a line; undefined for one that only moves the progress or is shown at the end. */
export function describeEvent(event: RunEvent, seeds: readonly number[]): string | undefined {
  switch (event.event) {
    case 'run':
      return `run ${event.runId}${event.resumed ? ', continued' : ''}: ${event.name}`;
    case 'stage-end':
      return `${event.stage} ${event.variant}${seedLabel(event.seed, seeds)}: ${event.reused ? 'taken from an earlier run' : `done in ${formatDuration(event.seconds)}`}`;
    case 'epoch':
      return [
        `  ${event.stage} ${event.variant}${seedLabel(event.seed, seeds)}, epoch ${describeEpoch(event)}: loss ${formatNumber(event.trainLoss)}`,
        ...(Number.isFinite(event.testAccuracy) ? [describeTest(event)] : []),
        formatDuration(event.seconds),
      ].join(', ');
    case 'plan': {
      const kept = event.layers.reduce((sum, { keep }) => sum + keep.length, 0);
      const all = event.layers.reduce((sum, { originalChannels }) => sum + originalChannels, 0);
      return `plan${seedLabel(event.seed, seeds)}: ${formatInteger(kept)} of ${formatInteger(all)} channels kept in ${event.layers.length} layers`;
    }
    case 'note':
      return event.level === 'warning' ? `warning: ${event.message}` : `note: ${event.message}`;
    case 'stage-start':
    case 'progress':
    case 'scales':
    case 'certificate':
    case 'artifact':
    case 'outcome':
    case 'result':
    case 'error':
      return undefined;
  }
}
