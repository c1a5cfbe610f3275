import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { createGraphBuilder } from '../graph/builder.ts';
import { readClassifier } from '../graph/classifier.ts';
import { floatWeight, withWeights, type Graph } from '../graph/graph.ts';
import { appendTrainingForm, type RunningStatistics } from '../graph/training-form.ts';
import { floatTensor, zeros } from '../graph/tensor.ts';

const BATCH_SIZE = 100;

/**
 * Re-estimates every batch normalisation's running mean and variance as the plain average over batches of training
 * images, each layer seeing the others' batch statistics as in training. Weights do not change.
 */
export async function recalibrateBatchNorm(
  graph: Graph,
  { backend, loader, images, seed }: { backend: Backend; loader: BatchLoader; images: number; seed: number },
): Promise<Graph> {
  const { graph: pass, statistics, input, shape } = buildStatisticsPass(graph, Math.min(BATCH_SIZE, images));
  if (statistics.length === 0) return graph;
  const names = statistics.flatMap(({ mean, variance, newMean, newVariance }) => [
    { weight: mean, value: newMean },
    { weight: variance, value: newVariance },
  ]);
  const sums = new Map(names.map(({ weight }) => [weight, zeros(floatWeight(graph, weight).shape)]));
  const executable = await backend.load(pass);
  const batches = loader.open('train', {
    batchSize: shape[0] ?? BATCH_SIZE,
    seed,
    epoch: 0,
    augment: false,
    shuffle: true,
    dropLast: true,
  });
  let count = 0;
  try {
    for (let batch = batches.next(); batch !== undefined && count * batch.size < images; batch = batches.next()) {
      const outputs = await executable.run({ [input]: floatTensor(shape, batch.images) });
      for (const { weight, value } of names) addTo(sums.get(weight)?.data, outputs[value]?.data);
      count++;
    }
  } finally {
    await batches.close();
    await executable.release();
  }
  return withWeights(
    graph,
    [...sums].map(([name, { shape: size, data }]) => [
      name,
      floatTensor(
        size,
        data.map((sum) => sum / count),
      ),
    ]),
  );
}

/** The forward pass in training form whose outputs are the statistics of one batch. */
function buildStatisticsPass(
  graph: Graph,
  batchSize: number,
): { graph: Graph; statistics: RunningStatistics[]; input: string; shape: number[] } {
  const { images, channels, height, width } = readClassifier(graph);
  const shape = [batchSize, channels, height, width];
  const builder = createGraphBuilder(`${graph.name}-statistics`, graph.operatorSet);
  builder.input(images, 'float32', shape);
  const statistics = appendTrainingForm(builder, graph, 1);
  for (const [name, tensor] of graph.weights) builder.weight(name, tensor);
  for (const { mean, newMean, newVariance } of statistics) {
    const { shape: size } = floatWeight(graph, mean);
    builder.output(newMean, 'float32', size);
    builder.output(newVariance, 'float32', size);
  }
  return { graph: builder.build(), statistics, input: images, shape };
}

function addTo(sum: Float32Array | undefined, values: unknown): void {
  if (sum === undefined || !(values instanceof Float32Array)) {
    throw new EspalierError('internal', 'the statistics pass gave no statistics');
  }
  for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + (values[index] ?? 0);
}
