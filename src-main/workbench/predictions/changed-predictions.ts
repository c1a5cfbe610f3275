import type { PredictionComparison } from '../../../src-shared/prediction-comparison.ts';
import { shareOut } from '../budget/share-out.ts';

/** Indices of classes, image by image. */
export interface Predictions {
  readonly truth: ArrayLike<number>;
  readonly base: ArrayLike<number>;
  readonly other: ArrayLike<number>;
}

type Change = 'broken' | 'repaired' | 'otherwise';

/** How often each true class (row) was predicted as each class (column). */
export function countConfusion(truth: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let image = 0; image < truth.length; image++) {
    const row = counts[truth[image] ?? 0];
    const column = predicted[image] ?? 0;
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return counts;
}

export function countChanges(predictions: Predictions): Pick<PredictionComparison, Change> {
  const { broken, repaired, otherwise } = findChanges(predictions);
  return { broken: broken.length, repaired: repaired.length, otherwise: otherwise.length };
}

/** The first images of each kind of change, an equal share of each where there are that many: broken ones first. */
export function chooseExamples(predictions: Predictions, count: number): number[] {
  const kinds = Object.values(findChanges(predictions));
  const share = shareOut(
    kinds.map(({ length }) => length),
    count,
  );
  return kinds.flatMap((images, index) => images.slice(0, share[index]));
}

function findChanges({ truth, base, other }: Predictions): Readonly<Record<Change, readonly number[]>> {
  const images = Array.from({ length: truth.length }, (_, image) => image).filter(
    (image) => base[image] !== other[image],
  );
  return {
    broken: images.filter((image) => base[image] === truth[image]),
    repaired: images.filter((image) => other[image] === truth[image]),
    otherwise: images.filter((image) => base[image] !== truth[image] && other[image] !== truth[image]),
  };
}
