import { guaranteedError } from '../../../src-shared/guaranteed-error.ts';
import type { Certificate } from '../../../src-shared/result.ts';

/** Shares of a layer's information, 1 − error: of the sketch, of its solver's guarantee, of the plainly kept filters. `promised` is NaN where nothing is promised. */
export function informationOf(certificate: Certificate): {
  readonly sketched: number;
  readonly promised: number;
  readonly plainly: number;
} {
  const { relativeError, keptError } = certificate;
  const bound = guaranteedError(certificate);
  return {
    sketched: 1 - relativeError,
    promised: bound < 1 ? 1 - bound : Number.NaN,
    plainly: 1 - keptError,
  };
}
