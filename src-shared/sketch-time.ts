import { formatDuration, formatMilliseconds } from './format-number.ts';
import type { Certificate } from './result.ts';

/** What the sketches of a network took. */
export interface SketchTime {
  /** Of all layers one after another; threads that do several at once take less. */
  readonly milliseconds: number;
  /** The share of it that went into matrix products; not a number where that was not measured. */
  readonly productShare: number;
}

/** Adds up what the sketches of all certified layers took. */
export function addSketchTimes(certificates: readonly Certificate[]): SketchTime {
  const milliseconds = certificates.reduce((sum, certificate) => sum + certificate.milliseconds, 0);
  const inProducts = certificates.reduce(
    (sum, certificate) => sum + certificate.milliseconds * (certificate.productShare ?? Number.NaN),
    0,
  );
  return { milliseconds, productShare: inProducts / milliseconds };
}

/** `14.0 ms`, and from a second on `1.2 s`. */
export function formatSketchTime(milliseconds: number): string {
  return milliseconds < 1000 ? formatMilliseconds(milliseconds) : formatDuration(milliseconds / 1000);
}
