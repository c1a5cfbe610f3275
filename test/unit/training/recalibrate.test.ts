import { describe, expect, it } from 'vitest';
import { floatWeight, type Graph } from '../../../src-main/graph/graph.ts';
import { recalibrateBatchNorm } from '../../../src-main/training/recalibrate.ts';
import { buildSmallNetwork } from '../../small-network.ts';
import { openTinyDataset } from '../../tiny-dataset.ts';

const layer = { channels: 4, kernel: 1, batchNorm: true, activation: 'Relu', pool: 'none' } as const;

function networkWith(batchNorm: boolean): Graph {
  return buildSmallNetwork({ layers: [{ ...layer, batchNorm }], side: 8, classes: 2, transposed: true, seed: 2 });
}

describe('recalibrateBatchNorm', () => {
  it('gives the mean and the variance of what the convolution makes of the training images', async () => {
    const { dataset, loader, backend } = openTinyDataset();
    const graph = networkWith(true);
    const images = dataset.train.count;
    const recalibrated = await recalibrateBatchNorm(graph, { backend, loader, images, seed: 1 });
    const weight = floatWeight(graph, 'conv1.weight').data;
    const plane = dataset.height * dataset.width;
    for (let filter = 0; filter < 4; filter++) {
      const responses = Array.from({ length: images * plane }, (_, position) => {
        const [image, pixel] = [Math.floor(position / plane), position % plane];
        return [0, 1, 2].reduce((sum, channel) => {
          const byte = dataset.train.images[(image * 3 + channel) * plane + pixel] ?? NaN;
          const normalised = (byte / 255 - (dataset.mean[channel] ?? NaN)) / (dataset.deviation[channel] ?? NaN);
          return sum + normalised * (weight[filter * 3 + channel] ?? NaN);
        }, 0);
      });
      const mean = responses.reduce((sum, value) => sum + value, 0) / responses.length;
      const variance = responses.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (responses.length - 1);
      expect(floatWeight(recalibrated, 'conv1.bn.mean').data[filter]).toBeCloseTo(mean, 4);
      expect(floatWeight(recalibrated, 'conv1.bn.variance').data[filter]).toBeCloseTo(variance, 4);
    }
  });

  it('changes nothing but running statistics', async () => {
    const { loader, backend } = openTinyDataset();
    const graph = networkWith(true);
    const recalibrated = await recalibrateBatchNorm(graph, { backend, loader, images: 64, seed: 1 });
    const changed = [...graph.weights.keys()].filter(
      (name) => graph.weights.get(name) !== recalibrated.weights.get(name),
    );
    expect(changed).toEqual(['conv1.bn.mean', 'conv1.bn.variance']);
    expect(recalibrated.nodes).toBe(graph.nodes);
  });

  it('leaves a network without batch normalisation as it is', async () => {
    const { loader, backend } = openTinyDataset();
    const graph = networkWith(false);
    expect(await recalibrateBatchNorm(graph, { backend, loader, images: 64, seed: 1 })).toBe(graph);
  });
});
