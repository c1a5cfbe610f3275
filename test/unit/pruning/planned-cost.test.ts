import fc from 'fast-check';
import { expect, it } from 'vitest';
import { measureCost } from '../../../src-main/evaluation/cost.ts';
import { planPruning } from '../../../src-main/pruning/plan.ts';
import { measurePlannedCost } from '../../../src-main/pruning/planned-cost.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { removeChannels } from '../../../src-main/pruning/surgery.ts';
import { PLAIN_PRUNING } from '../../plain-pruning.ts';
import { buildSmallNetwork } from '../../small-network.ts';

it('is the cost of the network that surgery gives, also behind a Flatten (would catch a reader left at its size)', () => {
  const arbitraryLayer = fc.record({
    channels: fc.integer({ min: 2, max: 9 }),
    kernel: fc.constantFrom(1 as const, 3 as const),
    batchNorm: fc.boolean(),
    activation: fc.constant('Relu' as const),
    pool: fc.constantFrom('MaxPool' as const, 'none' as const),
  });
  fc.assert(
    fc.property(
      fc.array(arbitraryLayer, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      (layers, transposed, ratio) => {
        const graph = buildSmallNetwork({ layers, side: 8, classes: 3, transposed, seed: 1 });
        const { groups } = surveyGroups(graph);
        const plan = planPruning(graph, { ...PLAIN_PRUNING, ratio }, 1);
        expect(measurePlannedCost(graph, groups, plan)).toEqual(measureCost(removeChannels(graph, groups, plan)));
      },
    ),
  );
});
