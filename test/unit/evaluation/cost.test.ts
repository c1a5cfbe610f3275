import { describe, expect, it } from 'vitest';
import { measureCost } from '../../../src-main/evaluation/cost.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { buildSmallNetwork } from '../../small-network.ts';

/** Output channels of VGG16's convolutions and the side of the map each computes, for 32×32 images. */
const VGG16 = [
  [64, 32],
  [64, 32],
  [128, 16],
  [128, 16],
  [256, 8],
  [256, 8],
  [256, 8],
  [512, 4],
  [512, 4],
  [512, 4],
  [512, 2],
  [512, 2],
  [512, 2],
] as const;

describe('measureCost', () => {
  it("counts the paper's parameters of VGG16: catches running statistics or biases counted", () => {
    expect(measureCost(buildVgg16({ classes: 10, width: 1, seed: 1 })).parameters).toBe(14_724_042);
    expect(measureCost(buildVgg16({ classes: 100, width: 1, seed: 1 })).parameters).toBe(14_770_212);
  });

  it("counts VGG16's multiply-accumulates layer by layer: catches a stride, kernel or channel count left out", () => {
    const { macs, layers } = measureCost(buildVgg16({ classes: 10, width: 1, seed: 1 }));
    const expected = VGG16.map(([channels, side], index) => channels * side ** 2 * 9 * (VGG16[index - 1]?.[0] ?? 3));
    const convolutions = layers.filter(({ operator }) => operator === 'Conv');
    expect(convolutions.map((layer) => layer.macs)).toEqual(expected);
    expect(macs).toBe(expected.reduce((sum, value) => sum + value, 0) + 512 * 10);
    expect(macs).toBe(313_201_664);
    expect(convolutions[2]).toMatchObject({ name: 'conv2_1', outputShape: [128, 16, 16], parameters: 64 * 128 * 9 });
  });

  it('counts a linear layer the same whichever way its weight lies', () => {
    const layers = [{ channels: 2, kernel: 1, batchNorm: false, activation: 'Relu', pool: 'MaxPool' }] as const;
    const costs = [true, false].map((transposed) =>
      measureCost(buildSmallNetwork({ layers, side: 4, classes: 3, transposed, seed: 1 })),
    );
    for (const { parameters, macs } of costs) {
      expect(parameters).toBe(2 * 3 + 2 + 2 * 4 * 3 + 3);
      expect(macs).toBe(2 * 3 * 16 + 2 * 4 * 3);
    }
  });
});
