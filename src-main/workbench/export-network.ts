import { createBatchLoader } from '../data/batch-source.ts';
import { chooseVariant } from '../exports/exported-network.ts';
import { writeNetwork } from '../exports/write-network.ts';
import { firstTestImages } from '../evaluation/compare-outputs.ts';
import { findDetector } from '../graph/detector.ts';
import type { Graph } from '../graph/graph.ts';
import type { FloatTensor } from '../graph/tensor.ts';
import type { RunResult } from '../../src-shared/result.ts';
import type { Bench } from './bench.ts';
import { quickDataset } from './quick-dataset.ts';
import type { TaskInput, TaskOutputs } from './tasks.ts';

/** Writes a network of a run into a file and compares that with the network. @throws EspalierError as `writeNetwork`. */
export async function exportNetwork(
  bench: Bench,
  { result, variant, format, path, stem }: TaskInput<'export-network'>,
): Promise<TaskOutputs['export-network']> {
  return writeNetwork(result, chooseVariant(result, variant), format, { path, stem }, (network, count) =>
    findImages(bench, result, network, count),
  );
}

/** Test images of the run's own data set; undefined where that is not at hand, or has changed. */
async function findImages(
  bench: Bench,
  { recipe, dataset: used }: RunResult,
  network: Graph,
  count: number,
): Promise<FloatTensor | undefined> {
  const dataset = await quickDataset(bench, recipe.dataset).catch(() => undefined);
  if (dataset?.hash !== used.hash) return undefined;
  const loader = createBatchLoader(dataset, findDetector(network));
  try {
    return await firstTestImages(network, loader, count);
  } finally {
    await loader.close();
  }
}
