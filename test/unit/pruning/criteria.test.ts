import { describe, expect, it } from 'vitest';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import type { Graph } from '../../../src-main/graph/graph.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { scoreFilters } from '../../../src-main/pruning/criteria.ts';
import { surveyGroups, type GroupMember } from '../../../src-main/pruning/coupled-groups.ts';
import { buildSmallNetwork } from '../../small-network.ts';
import { askNumpy, numpyMissing } from '../sketch/numpy.ts';

function firstLayer(graph: Graph): GroupMember {
  const layer = surveyGroups(graph).groups[0]?.members[0];
  if (layer === undefined) throw new Error('the test network has no prunable layer');
  return layer;
}

/** Three 1×1 filters of two channels, then a layer that reads them. */
function threeFilters(): Graph {
  const builder = createGraphBuilder('three');
  const images = builder.input('images', 'float32', ['N', 2, 4, 4]);
  const weight = builder.weight('weight', floatTensor([3, 2, 1, 1], [3, -4, 0, 1, 3, 0]));
  const scale = builder.weight('scale', floatTensor([3], [-2, 0.5, 1]));
  const others = ['bias', 'mean', 'variance'].map((name) => builder.weight(name, floatTensor([3], [1, 1, 1])));
  const filtered = builder.add('Conv', [images, weight], { name: 'first' });
  const normalised = builder.add('BatchNormalization', [filtered, scale, ...others]);
  const next = builder.weight('next', floatTensor([1, 3, 1, 1], [1, 1, 1]));
  builder.output(builder.add('Conv', [normalised, next]), 'float32', ['N', 1, 4, 4]);
  return builder.build();
}

const convolutional = { kernel: 3, batchNorm: false, activation: 'Relu', pool: 'none' } as const;

describe('scoreFilters', () => {
  const graph = threeFilters();
  const score = (criterion: Parameters<typeof scoreFilters>[2], seed = 1): number[] =>
    Array.from(scoreFilters(graph, firstLayer(graph), criterion, seed));

  it('l1 and l2 are the norms of the filters: catches a sum without absolute values or along the wrong axis', () => {
    expect(score('l1')).toEqual([7, 1, 3]);
    expect(score('l2')).toEqual([5, 1, 3]);
  });

  it('bn-scale is |γ|: catches negative scales taken for unimportant', () => {
    expect(score('bn-scale')).toEqual([2, 0.5, 1]);
  });

  it('geometric-median sums the distances to all other filters, by hand', () => {
    const distances = [Math.sqrt(9 + 25), 4, Math.sqrt(9 + 1)] as const;
    const [first, second, third] = score('geometric-median');
    expect(first).toBeCloseTo(distances[0] + distances[1], 10);
    expect(second).toBeCloseTo(distances[0] + distances[2], 10);
    expect(third).toBeCloseTo(distances[1] + distances[2], 10);
  });

  it.skipIf(numpyMissing)('geometric-median agrees with numpy on 3×3 filters', () => {
    const network = buildSmallNetwork({
      layers: [{ ...convolutional, channels: 12 }],
      side: 4,
      classes: 2,
      transposed: true,
      seed: 3,
    });
    const layer = firstLayer(network);
    const weight = network.weights.get(layer.weight)?.data;
    const expected = askNumpy(
      'A = np.array(given).reshape(12, -1)\nanswer = np.linalg.norm(A[:, None] - A[None], axis=2).sum(axis=1)',
      Array.from(weight ?? [], Number),
    );
    const scores = scoreFilters(network, layer, 'geometric-median', 1);
    expected.forEach((value, index) => expect(scores[index]).toBeCloseTo(value, 8));
  });

  it('random depends on seed and layer alone: catches a control that changes from run to run', () => {
    expect(score('random', 5)).toEqual(score('random', 5));
    expect(score('random', 5)).not.toEqual(score('random', 6));
    const other = { ...firstLayer(graph), name: 'other' };
    expect(Array.from(scoreFilters(graph, other, 'random', 5))).not.toEqual(score('random', 5));
  });

  it('bn-scale without batch normalisation names the layer and a way out', () => {
    const network = buildSmallNetwork({
      layers: [{ ...convolutional, channels: 4 }],
      side: 4,
      classes: 2,
      transposed: true,
      seed: 1,
    });
    const scoring = (): unknown => scoreFilters(network, firstLayer(network), 'bn-scale', 1);
    expect(scoring).toThrow(expect.objectContaining({ code: 'bad-recipe' }));
    expect(scoring).toThrow(/layer "conv1" has no batch normalisation; exclude it/);
  });
});
