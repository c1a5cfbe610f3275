import type { LossCurve } from '../../src-shared/loss-curve.ts';
import type { StepLosses } from '../store/step-losses.ts';
import type { Store } from '../store/store.ts';

/** Which steps of a curve are wanted, the first and the last counted from 1, and in how many points at most. */
export interface CurveWindow {
  readonly points: number;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** The losses of all training stages of a run. @throws EspalierError `not-found`. */
export function readCurves(store: Store, runId: string, window: CurveWindow): LossCurve[] {
  store.getOverview(runId);
  return store.listLosses(runId).map((losses) => gatherCurve(losses, window));
}

/** Gathers losses into points of equally many steps, each with its mean and range; steps that are not recorded count nowhere. */
export function gatherCurve({ losses, ...stage }: StepLosses, { points, from = 1, to }: CurveWindow): LossCurve {
  const first = Math.max(from - 1, 0);
  const end = Math.min(to ?? losses.length, losses.length);
  const width = Math.max(1, Math.ceil((end - first) / points));
  const steps: number[] = [];
  const mean: number[] = [];
  const lowest: number[] = [];
  const highest: number[] = [];
  for (let start = first; start < end; start += width) {
    let sum = 0;
    let count = 0;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const loss of losses.subarray(start, Math.min(start + width, end))) {
      if (Number.isNaN(loss)) continue;
      sum += loss;
      count++;
      if (loss < low) low = loss;
      if (loss > high) high = loss;
    }
    if (count === 0) continue;
    steps.push(Math.min(start + width, end));
    mean.push(sum / count);
    lowest.push(low);
    highest.push(high);
  }
  return { ...stage, recorded: losses.length, steps, mean, lowest, highest };
}
