import { quantile } from './quantile.ts';

const SHARE = 0.15;

/**
 * What a brief run takes where nothing disturbs it, of many times: other work on the machine adds to a time, but a thread that happens to be awake
 * already takes from it, so that the very least of them differs from try to try several times as much as this does.
 */
export function undisturbedTime(times: readonly number[]): number {
  return quantile(
    [...times].sort((one, other) => one - other),
    SHARE,
  );
}
