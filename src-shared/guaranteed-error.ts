import type { Certificate } from './result.ts';

/** The error that a layer's sketch stays below by its solver's guarantee; NaN where rows of it were filled, which no guarantee covers. */
export function guaranteedError({ bound, zeroRows }: Pick<Certificate, 'bound' | 'zeroRows'>): number {
  return zeroRows > 0 ? Number.NaN : bound;
}

/** Relative errors of double precision: what is smaller is none. */
const ROUNDING = 1e-12;

/** Whether a sketch lost more than its solver guarantees; never where it guarantees nothing. */
export function isBeyondGuarantee(certificate: Pick<Certificate, 'relativeError' | 'bound' | 'zeroRows'>): boolean {
  return certificate.relativeError > guaranteedError(certificate) * (1 + 1e-6) + ROUNDING;
}

/** An error's place on a logarithmic axis, which has none for that of an exact sketch: there is a gap. */
export function logarithmicPoint(error: number): number | '-' {
  return Number.isFinite(error) && error > ROUNDING ? error : '-';
}
