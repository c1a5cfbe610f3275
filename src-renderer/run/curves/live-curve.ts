import type { RunEvent } from '../../../src-shared/event.ts';
import type { LossCurve } from '../../../src-shared/loss-curve.ts';

/** The losses of the steps after the point before it, up to its own step. */
export interface CurvePoint {
  /** Counted from 1. */
  readonly step: number;
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

/** The loss of a stage, step after step. */
export interface Curve extends Pick<LossCurve, 'stage' | 'variant' | 'seed' | 'total'> {
  readonly points: readonly CurvePoint[];
}

/** A curve of what came while the page was listening. */
export interface LiveCurve extends Curve {
  /** The step that the first point begins with. */
  readonly from: number;
}

type Progress = Extract<RunEvent, { readonly event: 'progress' }>;

/** A curve that has grown to so many points is gathered into half as many, so that a night of training stays light. */
const MOST_POINTS = 2000;

/** The curves with the losses of a progress event as one point. A stage that goes back to its checkpoint loses the steps after it. */
export function addLosses(curves: readonly LiveCurve[], progress: Progress): readonly LiveCurve[] {
  const { stage, variant, seed, done, total, losses = [] } = progress;
  if (losses.length === 0 || (stage !== 'train' && stage !== 'finetune')) return curves;
  const first = done - losses.length + 1;
  const index = curves.findIndex((one) => sameCurve(one, { stage, variant, seed }));
  const known = curves[index];
  const kept = known?.points.filter(({ step }) => step < first) ?? [];
  const points = [...kept, gather(done, losses)];
  const from = known === undefined || kept.length === 0 ? first : known.from;
  const grown = {
    stage,
    variant,
    seed,
    total,
    from,
    points: points.length > MOST_POINTS ? halve(points, from) : points,
  };
  return known === undefined ? [...curves, grown] : curves.with(index, grown);
}

/** The recorded curves with what came since; where both have a step, the live one is newer. */
export function mergeCurves(recorded: readonly LossCurve[], live: readonly LiveCurve[]): Curve[] {
  const merged = recorded.map((curve) => {
    const newer = live.find((one) => sameCurve(one, curve));
    const points = pointsOf(curve);
    const { stage, variant, seed, total } = curve;
    if (newer === undefined) return { stage, variant, seed, total, points };
    const older = points.filter(({ step }) => step < newer.from);
    return { stage, variant, seed, total: newer.total, points: [...older, ...newer.points] };
  });
  return [...merged, ...live.filter((one) => !recorded.some((curve) => sameCurve(curve, one)))];
}

function pointsOf({ steps, mean, lowest, highest }: LossCurve): CurvePoint[] {
  return steps.map((step, index) => ({
    step,
    mean: mean[index] ?? Number.NaN,
    lowest: lowest[index] ?? Number.NaN,
    highest: highest[index] ?? Number.NaN,
  }));
}

type CurveIdentity = Pick<LossCurve, 'stage' | 'variant' | 'seed'>;

function sameCurve(one: CurveIdentity, other: CurveIdentity): boolean {
  return one.stage === other.stage && one.variant === other.variant && one.seed === other.seed;
}

function gather(step: number, losses: readonly number[]): CurvePoint {
  const sum = losses.reduce((total, loss) => total + loss, 0);
  return { step, mean: sum / losses.length, lowest: Math.min(...losses), highest: Math.max(...losses) };
}

/** Two neighbouring points as one, their means weighted by the steps they hold. */
function halve(points: readonly CurvePoint[], from: number): CurvePoint[] {
  return points.flatMap((point, index) => {
    if (index % 2 === 1) return [];
    const next = points[index + 1];
    if (next === undefined) return [point];
    const steps = point.step - (points[index - 1]?.step ?? from - 1);
    const nextSteps = next.step - point.step;
    return {
      step: next.step,
      mean: (point.mean * steps + next.mean * nextSteps) / (steps + nextSteps),
      lowest: Math.min(point.lowest, next.lowest),
      highest: Math.max(point.highest, next.highest),
    };
  });
}
