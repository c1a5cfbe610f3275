import type { RunEvent } from '../../src-shared/event.ts';
import { formatDuration, formatNumber, formatRate } from '../../src-shared/format-number.ts';
import { seedLabel } from '../report/seed-label.ts';

export type ProgressEvent = Extract<RunEvent, { event: 'progress' }>;

/** When a stage was first heard of, and how far it was then: a continued one does not begin at zero. */
export interface ProgressStart {
  /** Milliseconds. */
  readonly time: number;
  readonly done: number;
}

const BAR_WIDTH = 20;

/** A stage's progress, in a run with these seeds, on one line of at most `width` characters: bar, percent, speed, time left, loss. */
export function progressLine(
  progress: ProgressEvent,
  seeds: readonly number[],
  start: ProgressStart,
  now: number,
  width: number,
): string {
  const { stage, variant, seed, done, total, loss, imagesPerSecond } = progress;
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.round(share * BAR_WIDTH);
  const seconds = (now - start.time) / 1000;
  const stepsPerSecond = seconds > 0 ? (done - start.done) / seconds : 0;
  const parts = [
    `${stage} ${variant}${seedLabel(seed, seeds)}`,
    `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${String(Math.floor(share * 100)).padStart(3)} %`,
    ...(imagesPerSecond === undefined
      ? [`${formatRate(stepsPerSecond)} steps/s`]
      : [`${formatRate(imagesPerSecond)} images/s`]),
    ...(stepsPerSecond > 0 ? [`${formatDuration((total - done) / stepsPerSecond)} left`] : []),
    ...(loss === undefined ? [] : [`loss ${formatNumber(loss)}`]),
  ];
  return parts.join('  ').slice(0, Math.max(0, width));
}
