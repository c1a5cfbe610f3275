import { EspalierError } from '../../src-shared/errors.ts';

/** Why a request has no answer where a newer one of its kind came. */
export function overtaken(): EspalierError {
  return new EspalierError('interrupted', 'a newer request has taken the place of this one');
}

/** @throws EspalierError `interrupted`. */
export function throwIfOvertaken(signal: AbortSignal): void {
  if (signal.aborted) throw overtaken();
}
