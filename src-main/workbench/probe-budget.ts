import { EspalierError } from '../../src-shared/errors.ts';
import type { Bench } from './bench.ts';
import type { TaskInput, TaskOutputs } from './tasks.ts';

export function probeBudget(
  _: Bench,
  { recipe }: TaskInput<'probe-budget'>,
  _signal: AbortSignal,
): Promise<TaskOutputs['probe-budget']> {
  return Promise.reject(new EspalierError('internal', `"${recipe.name}" can't be probed yet`));
}
