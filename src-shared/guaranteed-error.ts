import type { Certificate } from './result.ts';

/** What a guarantee depends on. */
type Guaranteed = Pick<Certificate, 'bound' | 'zeroRows' | 'scale'>;

/** The error that a layer's sketch stays below by its solver's guarantee; NaN where it was scaled or rows of it were filled, which no guarantee covers. */
export function guaranteedError(certificate: Guaranteed): number {
  return certificate.zeroRows > 0 || isScaled(certificate) ? Number.NaN : certificate.bound;
}

/** Whether a sketch was scaled as a whole, so that its error isn't its solver's. */
export function isScaled({ scale = 'none' }: Pick<Certificate, 'scale'>): boolean {
  return scale !== 'none';
}

/** Relative errors of double precision: what is smaller is none. */
const ROUNDING = 1e-12;

/** Whether a sketch lost more than its solver guarantees; never where it guarantees nothing. */
export function isBeyondGuarantee(certificate: Guaranteed & Pick<Certificate, 'relativeError'>): boolean {
  return certificate.relativeError > guaranteedError(certificate) * (1 + 1e-6) + ROUNDING;
}

/** An error's place on a logarithmic axis, which has none for that of an exact sketch: there is a gap. */
export function logarithmicPoint(error: number): number | '-' {
  return Number.isFinite(error) && error > ROUNDING ? error : '-';
}
