import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { measureCost } from '../../../src-main/evaluation/cost.ts';
import type { Graph } from '../../../src-main/graph/graph.ts';
import { surveyGroups, type CoupledGroup } from '../../../src-main/pruning/coupled-groups.ts';
import { planPruning } from '../../../src-main/pruning/plan.ts';
import { measurePlannedCost } from '../../../src-main/pruning/planned-cost.ts';
import { maskChannels, removeChannels } from '../../../src-main/pruning/surgery.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { shortcutSchema } from '../../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../../src-shared/result.ts';
import { PLAIN_PRUNING } from '../../plain-pruning.ts';
import { buildRandomNetwork, randomNetworks } from '../../random-network.ts';
import { largestDifference, randomTensor } from '../../small-network.ts';

/** For every group a random choice of channels, at least one. */
function drawPlan(groups: readonly CoupledGroup[], seed: number): PlannedLayer[] {
  const random = createRandom(seed, 'plan');
  return groups.flatMap(({ channels, members }) => {
    const drawn = Array.from({ length: channels }, (_, channel) => channel).filter(() => random.uniform() < 0.5);
    const keep = drawn.length === 0 ? [random.integer(channels)] : drawn;
    return members.map(({ name }) => ({ layer: name, originalChannels: channels, keep }));
  });
}

/** All outputs for three random images, one after another. */
async function outputsOf(graph: Graph): Promise<number[]> {
  const executable = await createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }).load(graph);
  const outputs = await executable.run({ images: randomTensor(createRandom(1, 'images'), [3, 3, 4, 4]) });
  await executable.release();
  return graph.outputs.flatMap(({ name }) => Array.from(outputs[name]?.data ?? [], Number));
}

describe('any network of the operators we know', () => {
  it('after surgery is legal, costs what was planned, and computes what the masked one does', async () => {
    // Would catch any weight that the survey forgets, cuts twice, or cuts at another offset.
    let coupled = 0;
    await fc.assert(
      fc.asyncProperty(randomNetworks, fc.nat(), async (network, seed) => {
        const graph = buildRandomNetwork(network);
        const { groups } = surveyGroups(graph);
        coupled += groups.filter(({ members }) => members.length > 1).length;
        const plan = drawPlan(groups, seed);
        const removed = removeChannels(graph, groups, plan);
        expect(measurePlannedCost(graph, groups, plan)).toEqual(measureCost(removed));
        const masked = await outputsOf(maskChannels(graph, groups, plan));
        const scale = masked.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
        expect(largestDifference(await outputsOf(removed), masked) / scale).toBeLessThan(1e-5);
      }),
      { numRuns: 150 },
    );
    expect(coupled).toBeGreaterThan(30);
  });

  it('keeps the same channels in all layers of a group, within the limits, whatever "shortcut" says', () => {
    const shortcuts = fc.constantFrom(...shortcutSchema.options);
    const limits = fc.record({ minChannels: fc.integer({ min: 1, max: 4 }), roundTo: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(
        randomNetworks,
        shortcuts,
        limits,
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.boolean(),
        (network, shortcut, limit, ratio, isGlobal) => {
          const graph = buildRandomNetwork(network);
          const { groups } = surveyGroups(graph);
          fc.pre(groups.length > 0);
          const scope = isGlobal ? 'global' : 'uniform';
          const plan = planPruning(graph, { ...PLAIN_PRUNING, ...limit, scope, shortcut, ratio }, 1);
          const keeps = new Map(plan.map(({ layer, keep }) => [layer, keep]));
          expect(keeps.size).toBe(groups.flatMap(({ members }) => members).length);
          for (const { channels, members } of groups) {
            const [first = [], ...others] = members.map(({ name }) => keeps.get(name));
            for (const other of others) expect(other).toEqual(first);
            expect(first).toEqual([...new Set(first)].sort((a, b) => a - b));
            expect(first.length).toBeGreaterThanOrEqual(Math.min(channels, limit.minChannels));
            expect(first.length % limit.roundTo === 0 || first.length === channels).toBe(true);
          }
          measureCost(removeChannels(graph, groups, plan));
        },
      ),
      { numRuns: 300 },
    );
  });
});
