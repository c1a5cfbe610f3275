import { fittingBatch } from '../evaluation/fitting-batch.ts';
import { sumOverImages, type Calibration, type ImagePass } from '../evaluation/sum-over-images.ts';
import { createGraphBuilder } from '../graph/builder.ts';
import { readImageInput } from '../graph/image-input.ts';
import { floatWeight, withWeights, type Graph } from '../graph/graph.ts';
import { appendTrainingForm, type RunningStatistics } from '../graph/training-form.ts';
import { floatTensor, zeros } from '../graph/tensor.ts';

const LARGEST_BATCH = 100;

/**
 * Re-estimates every batch normalisation's running mean and variance as the plain average over batches of training
 * images, each layer seeing the others' batch statistics as in training. Weights do not change.
 */
export async function recalibrateBatchNorm(graph: Graph, calibration: Calibration): Promise<Graph> {
  const { statistics, ...pass } = buildStatisticsPass(
    graph,
    fittingBatch(readImageInput(graph), Math.min(LARGEST_BATCH, calibration.images)),
  );
  if (statistics.length === 0) return graph;
  const running = statistics
    .flatMap(({ mean, variance, newMean, newVariance }) => [
      { weight: mean, value: newMean },
      { weight: variance, value: newVariance },
    ])
    .map((one) => ({ ...one, sum: zeros(floatWeight(graph, one.weight).shape) }));
  const sums = new Map(running.map(({ value, sum }) => [value, sum.data]));
  const count = await sumOverImages(pass, sums, calibration);
  return withWeights(
    graph,
    running.map(({ weight, sum: { shape, data } }) => [
      weight,
      floatTensor(
        shape,
        data.map((total) => total / count),
      ),
    ]),
  );
}

/** The forward pass in training form whose outputs are the statistics of one batch. */
function buildStatisticsPass(
  graph: Graph,
  batchSize: number,
): ImagePass & { readonly statistics: readonly RunningStatistics[] } {
  const { images, channels, height, width } = readImageInput(graph);
  const imageShape = [batchSize, channels, height, width];
  const builder = createGraphBuilder(`${graph.name}-statistics`, graph.operatorSet);
  builder.input(images, 'float32', imageShape);
  const statistics = appendTrainingForm(builder, graph, 1);
  for (const [name, tensor] of graph.weights) builder.weight(name, tensor);
  for (const { mean, newMean, newVariance } of statistics) {
    const { shape: size } = floatWeight(graph, mean);
    builder.output(newMean, 'float32', size);
    builder.output(newVariance, 'float32', size);
  }
  return { graph: builder.build(), statistics, images, imageShape };
}
