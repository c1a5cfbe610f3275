import { randomBytes } from 'node:crypto';
import { EspalierError } from '../../../src-shared/errors.ts';

const MOST_BYTES = 64 * 1024 ** 2;

/** Images that fronts may see, each known by a token that can't be guessed; the least recently used are dropped. */
export interface ImageTokens {
  /** Keeps an image in base64 and gives its token. */
  keep(image: string): string;
  /** @throws EspalierError `not-found` where there is no such image (any more). */
  read(token: string): string;
}

export function createImageTokens(mostBytes = MOST_BYTES): ImageTokens {
  const images = new Map<string, string>();
  let bytes = 0;
  return {
    keep(base64) {
      const token = randomBytes(16).toString('base64url');
      images.set(token, base64);
      bytes += base64.length;
      for (const [oldest, image] of images) {
        if (bytes <= mostBytes || oldest === token) break;
        images.delete(oldest);
        bytes -= image.length;
      }
      return token;
    },
    read(token) {
      const image = images.get(token);
      if (image === undefined)
        throw new EspalierError('not-found', 'this image is no longer kept; show the page again');
      images.delete(token);
      images.set(token, image);
      return image;
    },
  };
}
