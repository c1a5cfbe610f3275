import type { Task } from '../../../src-shared/task.ts';
import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';
import type { RunResult } from '../../../src-shared/result.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Bench } from '../bench.ts';

/**
 * The data set that a run used.
 * @throws EspalierError `not-found` where it is gone or has changed, `bad-usage` where it is for another task.
 */
export async function findDataset<Name extends Task>(
  bench: Bench,
  { recipe, dataset: used, runId }: RunResult,
  task: Name,
): Promise<Extract<Dataset, { readonly task: Name }>> {
  const dataset = await bench.dataset(recipe.dataset).catch((cause: unknown) => {
    const { message } = toEspalierError(cause);
    throw new EspalierError('not-found', `the data set of run ${runId} can't be read: ${message}`, { cause });
  });
  if (!isFor(dataset, task)) {
    throw new EspalierError(
      'bad-usage',
      `run ${runId} is about ${dataset.task}, not ${task}; ask for what its networks give`,
    );
  }
  if (dataset.hash === used.hash) return dataset;
  throw new EspalierError(
    'not-found',
    `the data set "${used.name}" has changed since run ${runId}; put the old files back, or run the recipe again`,
  );
}

function isFor<Name extends Task>(dataset: Dataset, task: Name): dataset is Extract<Dataset, { readonly task: Name }> {
  return dataset.task === task;
}
