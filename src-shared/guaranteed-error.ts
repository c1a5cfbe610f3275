import type { Certificate } from './result.ts';

/** The error that a layer's sketch stays below by its solver's guarantee; NaN where rows of it were filled, which no guarantee covers. */
export function guaranteedError({ bound, zeroRows }: Pick<Certificate, 'bound' | 'zeroRows'>): number {
  return zeroRows > 0 ? Number.NaN : bound;
}
