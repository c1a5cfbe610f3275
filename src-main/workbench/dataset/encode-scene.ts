import sharp from 'sharp';
import { EspalierError } from '../../../src-shared/errors.ts';
import { MOST_PIXELS } from '../../data/image-folder/decode-image.ts';
import type { Scene } from '../../data/dataset.ts';
import { encodePixels } from './encode-png.ts';

const SIDE = 1280;
const QUALITY = 88;

/**
 * A scene to be looked at, in base64: a file as a JPEG of at most 1280 pixels a side, colours as finely as the rest, since objects are small;
 * drawn pixels as a PNG of exactly these.
 * @throws EspalierError `not-found` where the file is gone or can't be decoded any more.
 */
export async function encodeScene({ name, source, height, width }: Scene): Promise<string> {
  switch (source.kind) {
    case 'pixels':
      // A copy, since native code can't be given shared memory.
      return encodePixels(Uint8Array.from(source.pixels), height, width);
    case 'file': {
      try {
        const jpeg = await sharp(source.path, { failOn: 'error', limitInputPixels: MOST_PIXELS, autoOrient: true })
          .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
          .flatten({ background: 'white' })
          .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
          .toBuffer();
        return jpeg.toString('base64');
      } catch (cause) {
        throw new EspalierError(
          'not-found',
          `the image ${name} at "${source.path}" can't be shown: it is gone or damaged`,
          {
            cause,
          },
        );
      }
    }
  }
}
