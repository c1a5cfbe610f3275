import { createRandom, randomPermutation } from '../../src-shared/random.ts';
import type { PlannedLayer } from '../../src-shared/result.ts';

/** A plan that keeps as many channels of each layer as the given one, drawn at random: what a criterion has to beat. */
export function drawChannels(plan: readonly PlannedLayer[], seed: number): PlannedLayer[] {
  return plan.map(({ layer, originalChannels, keep }) => {
    const order = randomPermutation(createRandom(seed, 'control', layer), originalChannels);
    return { layer, originalChannels, keep: [...order.slice(0, keep.length)].sort((a, b) => a - b) };
  });
}
