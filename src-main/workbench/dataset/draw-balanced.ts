import { createRandom, randomPermutation } from '../../../src-shared/random.ts';
import { shareOut } from '../budget/share-out.ts';

/**
 * Draws up to so many positions of a list of labels in which classes take turns, each class's own in an order that the seed says.
 * They come sorted by class.
 */
export function drawBalanced(labels: ArrayLike<number>, count: number, seed: number): number[] {
  const order = randomPermutation(createRandom(seed, 'samples'), labels.length);
  const byClass = new Map<number, number[]>();
  for (const position of order) {
    const label = labels[position] ?? 0;
    const list = byClass.get(label);
    if (list === undefined) byClass.set(label, [position]);
    else list.push(position);
  }
  const classes = [...byClass].sort(([one], [other]) => one - other).map(([, positions]) => positions);
  const quota = shareOut(
    classes.map(({ length }) => length),
    count,
  );
  return classes.flatMap((positions, index) => positions.slice(0, quota[index]));
}
