import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import { MOST_BYTES, MOST_PIXELS } from '../../data/image-folder/decode-image.ts';

const SIDE = 256;

/** An image file as a PNG of at most so many pixels a side, in base64, never enlarged; null where it can't be decoded. */
export async function encodeThumbnail(path: string, side = SIDE): Promise<string | null> {
  try {
    const file = await stat(path);
    if (!file.isFile() || file.size > MOST_BYTES) return null;
    const png = await sharp(path, { failOn: 'error', limitInputPixels: MOST_PIXELS, autoOrient: true })
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer();
    return png.toString('base64');
  } catch {
    return null;
  }
}
