import { describe, expect, it } from 'vitest';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import { int, ints } from '../../../src-main/graph/attribute.ts';
import { floatWeight, type Graph } from '../../../src-main/graph/graph.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { initialiseWeights } from '../../../src-main/network/initialise.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { createRandom } from '../../../src-shared/random.ts';

/** A network with an operator of every kind, all its weights 7. */
function buildSevens(): Graph {
  const builder = createGraphBuilder('sevens');
  const sevens = (name: string, shape: number[]): string =>
    builder.weight(name, floatTensor(shape, new Float32Array(shape.reduce((a, b) => a * b)).fill(7)));
  const images = builder.input('images', 'float32', ['N', 32, 8, 8]);
  const convolved = builder.add('Conv', [images, sevens('w', [64, 32, 3, 3]), sevens('b', [64])], { name: 'conv' });
  const transposed = builder.add('ConvTranspose', [convolved, sevens('transposed', [64, 64, 3, 3])], {
    name: 'transpose',
    attributes: { pads: ints([1, 1, 1, 1]) },
  });
  const grouped = builder.add('Conv', [transposed, sevens('depth', [64, 1, 3, 3])], {
    name: 'depthwise',
    attributes: { group: int(64) },
  });
  const bn = ['scale', 'bias', 'mean', 'variance'].map((name) => sevens(name, [64]));
  const normalised = builder.add('BatchNormalization', [grouped, ...bn], { name: 'bn' });
  const shifted = builder.add('Add', [normalised, sevens('shift', [1, 64, 1, 1])], { name: 'shifted' });
  const flat = builder.add('Flatten', [shifted], { name: 'flat' });
  const linear = builder.add('Gemm', [flat, sevens('dense', [1024, 100]), sevens('denseBias', [100])], {
    name: 'linear',
  });
  builder.output(linear, 'float32', ['N', 100]);
  return builder.build();
}

function varianceOf(graph: Graph, weight: string): number {
  const { data } = floatWeight(graph, weight);
  return data.reduce((sum, value) => sum + value * value, 0) / data.length;
}

describe('initialiseWeights', () => {
  const drawn = initialiseWeights(buildSevens(), createRandom(3, 'weights'));

  it("gives He's variances: fan-out of convolutions within their group and of transposed ones, fan-in of linear layers", () => {
    expect(varianceOf(drawn, 'w') / (2 / (64 * 9))).toBeCloseTo(1, 1);
    expect(varianceOf(drawn, 'transposed') / (2 / (64 * 9))).toBeCloseTo(1, 1);
    expect(varianceOf(drawn, 'depth') / (2 / 9)).toBeGreaterThan(0.8);
    expect(varianceOf(drawn, 'depth') / (2 / 9)).toBeLessThan(1.2);
    // transB is 0, so the rows are the inputs: catches the fan taken from the wrong axis.
    expect(varianceOf(drawn, 'dense') / (2 / 1024)).toBeCloseTo(1, 1);
  });

  it('leaves no trained weight behind, and what it does not know untouched', () => {
    const values = (name: string): number[] => [...new Set(floatWeight(drawn, name).data)];
    for (const name of ['b', 'denseBias', 'bias', 'mean']) expect(values(name)).toEqual([0]);
    expect(values('scale')).toEqual([0.5]);
    expect(values('variance')).toEqual([1]);
    expect(values('shift')).toEqual([7]);
  });

  it('makes of a trained VGG16 what the network builder makes (would catch a control that starts elsewhere)', () => {
    const built = buildVgg16({ classes: 10, width: 0.0625, seed: 5 });
    const trained = buildVgg16({ classes: 10, width: 0.0625, seed: 1 });
    expect(initialiseWeights(trained, createRandom(5, 'vgg16', 'weights'))).toEqual(built);
  });
});
