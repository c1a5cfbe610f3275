import { EspalierError } from '../../src-shared/errors.ts';
import type { RunResult } from '../../src-shared/result.ts';
import type { Host } from '../host/host.ts';

/** The results of finished runs, by id, by a unique beginning of one, or by name. @throws EspalierError `not-found`. */
export function findResults(host: Host, references: readonly string[]): RunResult[] {
  return references.map((reference) => findResult(host, reference));
}

/** @throws EspalierError `not-found` where there is no such run or it is not done. */
export function findResult(host: Host, reference: string): RunResult {
  const { id, state, result } = host.findRun(reference);
  if (result === null) throw new EspalierError('not-found', `run ${id} has no result: it is ${state}`);
  return result;
}
