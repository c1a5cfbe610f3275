import { EspalierError } from '../../src-shared/errors.ts';
import type { RunResult } from '../../src-shared/result.ts';
import type { Host } from '../host/host.ts';

/** The results of runs named by id, prefix or name. @throws EspalierError `not-found` for a run that has none yet. */
export function finishedResults(host: Host, references: readonly string[]): RunResult[] {
  return references.map((reference) => {
    const { id, state, result } = host.findRun(reference);
    if (result !== null) return result;
    throw new EspalierError('not-found', `run ${id} is ${state} and has no result yet`);
  });
}
