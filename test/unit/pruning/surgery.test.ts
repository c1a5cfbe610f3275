import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import { inferShapes } from '../../../src-main/graph/shape-inference.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { planPruning } from '../../../src-main/pruning/plan.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { keptInputs } from '../../../src-main/pruning/kept-entries.ts';
import { maskChannels, removeChannels } from '../../../src-main/pruning/surgery.ts';
import type { PlannedLayer } from '../../../src-shared/result.ts';
import { PLAIN_PRUNING } from '../../plain-pruning.ts';
import { buildSmallNetwork, largestDifference, runOnRandomImages, type SmallLayer } from '../../small-network.ts';

const layerArbitrary: fc.Arbitrary<SmallLayer> = fc.record({
  channels: fc.integer({ min: 2, max: 7 }),
  kernel: fc.constantFrom(1, 3),
  batchNorm: fc.boolean(),
  activation: fc.constantFrom('Relu', 'LeakyRelu', 'none'),
  pool: fc.constantFrom('MaxPool', 'AveragePool', 'none'),
});

const networkArbitrary = fc.record({
  layers: fc.array(layerArbitrary, { minLength: 1, maxLength: 3 }),
  side: fc.constant(8),
  classes: fc.constant(3),
  transposed: fc.boolean(),
  seed: fc.nat({ max: 1000 }),
});

/** A random non-empty choice of channels for every layer. */
function planArbitrary(layers: readonly SmallLayer[]): fc.Arbitrary<PlannedLayer[]> {
  return fc.tuple(
    ...layers.map(({ channels }, index) =>
      fc
        .subarray(
          Array.from({ length: channels }, (_, channel) => channel),
          { minLength: 1 },
        )
        .map((keep) => ({ layer: `conv${index + 1}`, originalChannels: channels, keep })),
    ),
  );
}

describe('removeChannels', () => {
  it('equals the masked network on random networks and plans: catches an input, bias or statistic left behind', async () => {
    const cases = networkArbitrary.chain((network) => fc.tuple(fc.constant(network), planArbitrary(network.layers)));
    await fc.assert(
      fc.asyncProperty(cases, async ([network, plan]) => {
        const graph = buildSmallNetwork(network);
        const { groups } = surveyGroups(graph);
        expect(groups.map((group) => group.name)).toEqual(plan.map(({ layer }) => layer));
        const removed = removeChannels(graph, groups, plan);
        const masked = await runOnRandomImages(maskChannels(graph, groups, plan));
        expect(largestDifference(await runOnRandomImages(removed), masked)).toBeLessThan(1e-4);
        for (const { layer, keep } of plan) expect(inferShapes(removed).get(layer)?.[1]).toBe(keep.length);
      }),
      { numRuns: 60 },
    );
  });

  it('removes what the mask only zeroes: catches a mask that hides nothing', async () => {
    const layer = { channels: 6, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'MaxPool' } as const;
    const graph = buildSmallNetwork({ layers: [layer], side: 8, classes: 3, transposed: true, seed: 1 });
    const plan = [{ layer: 'conv1', originalChannels: 6, keep: [1, 4] }];
    const masked = await runOnRandomImages(maskChannels(graph, surveyGroups(graph).groups, plan));
    expect(largestDifference(masked, await runOnRandomImages(graph))).toBeGreaterThan(0.1);
  });

  it('makes the file of VGG16 at ratio 0.5 about a quarter: catches surgery that only writes zeros', () => {
    const graph = buildVgg16({ classes: 10, width: 0.125, seed: 1 });
    const plan = planPruning(graph, { ...PLAIN_PRUNING, ratio: 0.5, minChannels: 2 }, 1);
    const removed = removeChannels(graph, surveyGroups(graph).groups, plan);
    const share = encodeOnnx(removed).byteLength / encodeOnnx(graph).byteLength;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.32);
  });

  it('leaves the original untouched: catches weights changed in place', async () => {
    const layer = { channels: 4, kernel: 1, batchNorm: true, activation: 'Relu', pool: 'none' } as const;
    const graph = buildSmallNetwork({ layers: [layer], side: 4, classes: 2, transposed: false, seed: 2 });
    const before = await runOnRandomImages(graph);
    removeChannels(graph, surveyGroups(graph).groups, [{ layer: 'conv1', originalChannels: 4, keep: [0] }]);
    expect(await runOnRandomImages(graph)).toEqual(before);
  });
});

describe('keptInputs', () => {
  it('says which input channels a layer keeps, by the layer that reads them', () => {
    const graph = buildVgg16({ classes: 10, width: 0.0625, seed: 1 });
    const plan = [{ layer: 'conv1_1', originalChannels: 4, keep: [0, 2] }];
    expect(keptInputs(graph, surveyGroups(graph).groups, plan)).toEqual(new Map([['conv1_2', [0, 2]]]));
  });
});
