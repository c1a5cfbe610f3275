import type { EpochMetrics } from '../../src-shared/result.ts';

/** `2 of 3`, and how short the epoch was where it was cut short. */
export function describeEpoch({ epoch, epochs, steps }: EpochMetrics): string {
  const length = steps === undefined ? '' : ` (${steps} ${steps === 1 ? 'step' : 'steps'} of it)`;
  return `${epoch} of ${epochs}${length}`;
}
