import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What one run of the server knows and nobody can guess. */
export interface Secrets {
  /** Opens the channel. In the address of the page, after the `#`, which no browser sends anywhere. */
  readonly token: string;
  /** Shows images, reports and exports; the page's browser gets it with the channel. It does not open the channel. */
  readonly pass: string;
}

export function createSecrets(): Secrets {
  return { token: randomBytes(32).toString('base64url'), pass: randomBytes(32).toString('base64url') };
}

/** Compares without telling by the time it takes how much of `given` is right. */
export function isSecret(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
