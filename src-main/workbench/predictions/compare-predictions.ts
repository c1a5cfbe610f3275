import type { PredictionComparison } from '../../../src-shared/prediction-comparison.ts';
import type { RunResult } from '../../../src-shared/result.ts';
import { createBackend } from '../../backend/create-backend.ts';
import { createBatchLoader } from '../../data/batch-source.ts';
import type { ClassificationDataset } from '../../data/dataset.ts';
import { chooseVariant, readExportedNetwork } from '../../exports/exported-network.ts';
import { indexOfLargest, scoreTestImages } from '../../evaluation/test-scores.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Bench } from '../bench.ts';
import { chooseExamples, countChanges, countConfusion } from './changed-predictions.ts';
import { encodePng } from '../dataset/encode-png.ts';
import type { TaskInput } from '../tasks.ts';
import { findDataset } from './find-dataset.ts';

/**
 * What a run's network predicts on the test images beside what the base predicts, by the files of its first seed.
 * @throws EspalierError `not-found` where the data set or a network's file is gone or no longer what it was.
 */
export async function comparePredictions(
  bench: Bench,
  { result, variant, examples }: TaskInput<'compare-predictions'>,
): Promise<PredictionComparison> {
  const dataset = await findDataset(bench, result, 'classification');
  const base = await predict(bench, result, 'base', dataset);
  const other = await predict(bench, result, variant, dataset);
  const { classes, test, channels, height, width } = dataset;
  const predictions = { truth: test.labels, base, other };
  const bytes = channels * height * width;
  const shown = chooseExamples(predictions, examples).map(async (index) => ({
    image: await encodePng(test.images.subarray(index * bytes, (index + 1) * bytes), height, width),
    index,
    truth: test.labels[index] ?? 0,
    base: base[index] ?? 0,
    variant: other[index] ?? 0,
  }));
  return {
    variant,
    classes,
    images: test.count,
    baseConfusion: countConfusion(test.labels, base, classes.length),
    variantConfusion: countConfusion(test.labels, other, classes.length),
    ...countChanges(predictions),
    examples: await Promise.all(shown),
  };
}

/** The predicted class of each test image. */
async function predict(
  bench: Bench,
  result: RunResult,
  name: string,
  dataset: ClassificationDataset,
): Promise<Uint16Array> {
  const variant = chooseVariant(result, name);
  const file = variant.files.find(({ format }) => format === 'onnx')?.sha256 ?? '';
  const network = (): Graph => readExportedNetwork(result, variant, 'onnx');
  return bench.predictions.recall(`${dataset.hash} ${file}`, async () => {
    const loader = createBatchLoader(dataset);
    const classes = new Uint16Array(dataset.test.count);
    let seen = 0;
    try {
      await scoreTestImages(network(), await createBackend('auto'), loader, (scores) => {
        classes[seen++] = indexOfLargest(scores);
      });
    } finally {
      await loader.close();
    }
    return classes;
  });
}
