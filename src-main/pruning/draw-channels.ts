import { createRandom, randomPermutation } from '../../src-shared/random.ts';
import type { PlannedLayer } from '../../src-shared/result.ts';
import type { CoupledGroup } from './coupled-groups.ts';

/** A plan that keeps as many channels of each group as the given one, drawn at random: what a criterion has to beat. */
export function drawChannels(
  groups: readonly CoupledGroup[],
  plan: readonly PlannedLayer[],
  seed: number,
): PlannedLayer[] {
  const groupOf = new Map(groups.flatMap(({ name: group, members }) => members.map(({ name }) => [name, group])));
  return plan.map(({ layer, originalChannels, keep }) => {
    const random = createRandom(seed, 'control', groupOf.get(layer) ?? layer);
    const order = randomPermutation(random, originalChannels);
    return { layer, originalChannels, keep: [...order.slice(0, keep.length)].sort((a, b) => a - b) };
  });
}
