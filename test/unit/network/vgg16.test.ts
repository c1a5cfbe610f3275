import { describe, expect, it } from 'vitest';
import { measureCost } from '../../../src-main/evaluation/cost.ts';
import { readClassifier } from '../../../src-main/graph/classifier.ts';
import { floatWeight } from '../../../src-main/graph/graph.ts';
import { inferShapes } from '../../../src-main/graph/shape-inference.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';

describe('buildVgg16', () => {
  it.each([
    [10, 14_724_042],
    [100, 14_770_212],
  ])('has the paper’s number of parameters for %i classes', (classes, parameters) => {
    // Would catch a bias in a convolution, a second linear layer, and running statistics counted as parameters.
    expect(measureCost(buildVgg16({ classes, width: 1, seed: 1 })).parameters).toBe(parameters);
  });

  it('takes 313.2 million multiply–accumulates an image', () => {
    // Counted by hand: 9·in·out·side² over the convolutions (313,196,544) and 512·10 for the linear layer.
    const { macs, layers } = measureCost(buildVgg16({ classes: 10, width: 1, seed: 1 }));
    expect(macs).toBe(313_196_544 + 5_120);
    expect(layers.find(({ name }) => name === 'conv1_1')).toMatchObject({
      macs: 9 * 3 * 64 * 32 * 32,
      parameters: 1728,
    });
    expect(layers.find(({ name }) => name === 'conv5_3')).toMatchObject({
      macs: 9 * 512 * 512 * 4,
      outputShape: [512, 2, 2],
    });
    expect(layers.find(({ name }) => name === 'classifier')).toMatchObject({ macs: 5120, parameters: 5130 });
  });

  it('multiplies every layer’s filters by the width, and leaves at least one', () => {
    // Would catch a layer that keeps its full width or loses all of it.
    const filters = (width: number) =>
      measureCost(buildVgg16({ classes: 10, width, seed: 1 }))
        .layers.filter(({ operator }) => operator === 'Conv')
        .map(({ outputShape }) => outputShape[0]);
    expect(filters(0.25)).toEqual([16, 16, 32, 32, 64, 64, 64, 128, 128, 128, 128, 128, 128]);
    expect(filters(0.001)).toEqual(new Array(13).fill(1));
  });

  it('is a classifier of images of any batch size', () => {
    const network = buildVgg16({ classes: 7, width: 0.0625, seed: 1, imageSize: 48 });
    expect(readClassifier(network)).toMatchObject({ channels: 3, height: 48, width: 48, classes: 7 });
    expect(inferShapes(network).get('logits')).toEqual(['N', 7]);
  });

  it('draws its weights from the seed, with He’s deviation', () => {
    // Would catch a stream shared by all seeds, fan-in in place of fan-out, and scales that are not 0.5.
    const weight = (seed: number) => floatWeight(buildVgg16({ classes: 10, width: 0.25, seed }), 'conv4_2.weight').data;
    expect(weight(1)).toEqual(weight(1));
    expect(weight(1)).not.toEqual(weight(2));
    const values = weight(1);
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(variance / (2 / (128 * 9))).toBeCloseTo(1, 1);
    const first = floatWeight(buildVgg16({ classes: 10, width: 0.25, seed: 1 }), 'conv1_1.weight').data;
    const spread = first.reduce((sum, value) => sum + value * value, 0) / first.length;
    expect(spread / (2 / (16 * 9))).toBeGreaterThan(0.75);
    expect(spread / (2 / (16 * 9))).toBeLessThan(1.25);
    const network = buildVgg16({ classes: 10, width: 0.25, seed: 1 });
    expect(new Set(floatWeight(network, 'conv3_1.bn.scale').data)).toEqual(new Set([0.5]));
  });
});
