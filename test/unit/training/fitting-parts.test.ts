import { describe, expect, it } from 'vitest';
import type { Graph } from '../../../src-main/graph/graph.ts';
import { buildCenterNet } from '../../../src-main/network/centernet/centernet.ts';
import { buildYolov3 } from '../../../src-main/network/darknet/yolov3.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { findFittingParts, freeMemory, refuseLargeBatch } from '../../../src-main/training/fitting-parts.ts';
import { estimateTraining } from '../../../src-main/training/training-memory.ts';

const input = { height: 64, width: 64 };
const vgg16 = buildVgg16({ classes: 10, width: 0.125, seed: 1 });
const yolov3 = (side: number): Graph =>
  buildYolov3({ classes: 3, width: 0.125, input: { height: side, width: side }, seed: 1 });

describe('the memory of a training', () => {
  it.each([
    ['a classifier', vgg16],
    ['anchors', yolov3(64)],
    ['heatmaps', buildCenterNet({ classes: 3, width: 0.25, headChannels: 16, input, seed: 1 })],
  ])(
    'is known before it, and grows with the batch: %s; catches an operator of a lowering without a shape',
    async (_, network) => {
      const one = await estimateTraining(network, { batchSize: 1 });
      const many = await estimateTraining(network, { batchSize: 32 });
      expect(many).toBeGreaterThan(1.2 * one);
      expect(await estimateTraining(network, { batchSize: 32, accumulate: 32 })).toBeLessThan(one + 0.2 * (many - one));
      expect(await estimateTraining(network, { batchSize: 1, optimizer: 'adam' })).toBeGreaterThan(one);
      expect(await estimateTraining(network, { batchSize: 32, recompute: true })).toBeLessThan(many);
    },
  );

  it('names the largest batch that fits and the parts that keep the batch', async () => {
    const available = await estimateTraining(vgg16, { batchSize: 25 });
    const found = await findFittingParts(vgg16, { batchSize: 96 }, available);
    expect(found).toMatchObject({ images: 25, accumulate: 4 });
    const refusal = refuseLargeBatch(vgg16, { batchSize: 96 }, available);
    await expect(refusal).rejects.toMatchObject({ code: 'bad-recipe' });
    await expect(refusal).rejects.toThrow(
      /96 images at a time takes about .* free; 25 images at a time fit: choose "batchSize" 25, or .* "accumulate" 4/,
    );
    await expect(refuseLargeBatch(vgg16, { batchSize: 96 }, 1e6)).rejects.toThrow(/not even one image/);
  });

  it('names what fits where activations are computed again: catches advice that is counted without it', async () => {
    const network = yolov3(256);
    const available = await estimateTraining(network, { batchSize: 4 });
    const { images, recomputed } = await findFittingParts(network, { batchSize: 6 }, available);
    expect([images, recomputed]).toEqual([4, 6]);
    await expect(refuseLargeBatch(network, { batchSize: 8 }, available)).rejects.toThrow(
      /"accumulate" \d+; with "recompute" true, \d at a time fit$/,
    );
  });

  it('does not advise what is done already', async () => {
    const available = await estimateTraining(vgg16, { batchSize: 25, recompute: true });
    const settings = { batchSize: 96, recompute: true };
    expect(await findFittingParts(vgg16, settings, available)).toEqual({ images: 25, accumulate: 4, recomputed: null });
    await expect(refuseLargeBatch(vgg16, settings, 0.7 * available)).rejects.toThrow(/"accumulate" \d+$/);
  });

  it('refuses nothing that would work: catches an estimate that is taken for certain', async () => {
    const needed = await estimateTraining(vgg16, { batchSize: 96 });
    await refuseLargeBatch(vgg16, { batchSize: 96 }, 0.85 * needed);
    await refuseLargeBatch(vgg16, { batchSize: 96, accumulate: 4 }, await estimateTraining(vgg16, { batchSize: 25 }));
    await refuseLargeBatch(vgg16, { batchSize: 1 });
    expect(freeMemory()).toBeGreaterThan(0);
  });
});
