import type { RunResult } from '../../src-shared/result.ts';
import type { Dataset } from '../data/dataset.ts';

/** What results and the store keep of a data set. */
export function describeDataset({ name, hash, train, test, classes }: Dataset): RunResult['dataset'] {
  return { name, hash, train: train.count, test: test.count, classes };
}
