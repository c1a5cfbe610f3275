import { EspalierError } from '../../src-shared/errors.ts';

/** @throws EspalierError `internal` where outputs are further apart than rounding explains. */
export function checkDifference(path: string, difference: number): void {
  if (difference <= 1e-4) return;
  throw new EspalierError('internal', `${path}: outputs differ by ${difference} when read back`);
}
