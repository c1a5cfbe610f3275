import { describe, expect, it } from 'vitest';
import { int } from '../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import { floatWeight, withWeights, type Graph } from '../../../src-main/graph/graph.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { createBatchLoader } from '../../../src-main/data/batch-source.ts';
import { evaluateAccuracy } from '../../../src-main/evaluation/accuracy.ts';
import { compareOutputs } from '../../../src-main/evaluation/compare-outputs.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { randomTensor } from '../../small-network.ts';
import { makeTinyDataset, openTinyDataset } from '../../tiny-dataset.ts';

/** One linear layer on the pixels. */
function linearNetwork(): Graph {
  const builder = createGraphBuilder('linear');
  const images = builder.input('images', 'float32', ['N', 3, 8, 8]);
  const flat = builder.add('Flatten', [images], { attributes: { axis: int(1) } });
  const weight = builder.weight('weight', randomTensor(createRandom(1), [2, 192]));
  const bias = builder.weight('bias', floatTensor([2], [0.5, -0.5]));
  builder.add('Gemm', [flat, weight, bias], { output: 'logits', attributes: { transB: int(1) } });
  builder.output('logits', 'float32', ['N', 2]);
  return builder.build();
}

describe('evaluateAccuracy', () => {
  it('is what a direct computation gives, over a last batch that is not full: catches a batch left out or counted twice', async () => {
    const dataset = makeTinyDataset(20, 270);
    const { backend } = openTinyDataset();
    const loader = createBatchLoader(dataset);
    const graph = linearNetwork();
    const measured = await evaluateAccuracy(graph, backend, loader);
    await loader.close();

    const weight = floatWeight(graph, 'weight').data;
    let correct = 0;
    let loss = 0;
    for (let image = 0; image < 270; image++) {
      const [first = NaN, second = NaN] = [0, 1].map((output) => {
        let sum = output === 0 ? 0.5 : -0.5;
        for (let index = 0; index < 192; index++) {
          const channel = Math.floor(index / 64);
          const byte = dataset.test.images[image * 192 + index] ?? NaN;
          const value = (byte / 255 - (dataset.mean[channel] ?? NaN)) / (dataset.deviation[channel] ?? NaN);
          sum += value * (weight[output * 192 + index] ?? NaN);
        }
        return sum;
      });
      const label = dataset.test.labels[image];
      if ((second > first ? 1 : 0) === label) correct++;
      loss += Math.log1p(Math.exp(label === 0 ? second - first : first - second));
    }
    expect(measured.accuracy).toBe(correct / 270);
    expect(measured.accuracy).toBeGreaterThan(0);
    expect(measured.accuracy).toBeLessThan(1);
    expect(measured.loss).toBeCloseTo(loss / 270, 4);
  });

  it('stays finite for huge scores: catches an exponential that overflows', async () => {
    const { backend, loader } = openTinyDataset();
    const graph = linearNetwork();
    const huge = floatWeight(graph, 'weight').data.map((value) => value * 1e4);
    const { loss } = await evaluateAccuracy(
      withWeights(graph, [['weight', floatTensor([2, 192], huge)]]),
      backend,
      loader,
    );
    expect(loss).toBeGreaterThan(1000);
    expect(Number.isFinite(loss)).toBe(true);
  });
});

describe('compareOutputs', () => {
  it('is zero for the same network and the shift of a bias for one that has it', async () => {
    const { backend, loader } = openTinyDataset();
    const graph = linearNetwork();
    expect(await compareOutputs(graph, graph, backend, loader)).toBe(0);
    const shifted = withWeights(graph, [['bias', floatTensor([2], [0.5, -0.25])]]);
    expect(await compareOutputs(graph, shifted, backend, loader)).toBeCloseTo(0.25, 4);
  });

  it('is not a number where one network gives none: catches two broken networks called equal', async () => {
    const { backend, loader } = openTinyDataset();
    const broken = withWeights(linearNetwork(), [['bias', floatTensor([2], [NaN, 0])]]);
    expect(await compareOutputs(broken, broken, backend, loader)).toBeNaN();
  });
});
