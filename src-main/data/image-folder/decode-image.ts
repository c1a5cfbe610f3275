import { readFile, stat } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { toEspalierError } from '../../../src-shared/errors.ts';

export const MOST_BYTES = 64 * 1024 ** 2;
export const MOST_PIXELS = 50_000_000;
/** What shows through where an image is transparent. */
const BACKGROUND = 'white';

// Images are decoded several at a time, each on one thread; none is seen twice.
sharp.concurrency(1);
sharp.cache(false);

/** Bytes of an image as planes [3, height, width]: red, green, blue. */
export interface DecodedImage {
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
}

/** Why an image can't be used, as the end of a sentence. */
export interface UnreadableImage {
  readonly problem: string;
}

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/**
 * Decodes an image file (PNG, JPEG, WebP, GIF's first frame, TIFF's first page, AVIF) of at most 64 MiB and 50 million pixels: turned as its EXIF
 * orientation says, in sRGB, grey as three equal planes, transparent parts on white. With a size it is scaled (Lanczos) until it covers that
 * size and cut to it around its centre. What can't be decoded to the end is told, not thrown.
 */
export async function decodeImage(path: string, size?: ImageSize): Promise<DecodedImage | UnreadableImage> {
  try {
    const { size: bytes } = await stat(path);
    if (bytes > MOST_BYTES) return { problem: `it is larger than ${MOST_BYTES / 1024 ** 2} MiB` };
    if (bytes === 0) return { problem: 'it is empty' };
    // "error" takes a file that breaks off or is damaged for what it is, and lets warnings about its metadata pass.
    const image = sharp(await readFile(path), { failOn: 'error', limitInputPixels: MOST_PIXELS, autoOrient: true });
    const { width, height } = await image.metadata();
    if (width * height > MOST_PIXELS) {
      return { problem: `its ${width}×${height} pixels are more than ${MOST_PIXELS / 1e6} million` };
    }
    return await readPlanes(size === undefined ? image : image.resize({ ...size, fit: 'cover', position: 'centre' }));
  } catch (cause) {
    return { problem: describeFailure(cause) };
  }
}

async function readPlanes(image: Sharp): Promise<DecodedImage | UnreadableImage> {
  const { data, info } = await image
    .flatten({ background: BACKGROUND })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels !== 3) return { problem: `it has ${channels} channels after decoding, not 3` };
  const plane = width * height;
  const pixels = new Uint8Array(3 * plane);
  for (let position = 0, byte = 0; position < plane; position++) {
    pixels[position] = data[byte++] ?? 0;
    pixels[plane + position] = data[byte++] ?? 0;
    pixels[2 * plane + position] = data[byte++] ?? 0;
  }
  return { height, width, pixels };
}

function describeFailure(cause: unknown): string {
  const [message = ''] = toEspalierError(cause).message.split('\n');
  if (message.includes('unsupported image format'))
    return 'it is no image of a kind that is read: PNG, JPEG, WebP, GIF, TIFF or AVIF';
  if (message.includes('exceeds pixel limit')) return `it has more than ${MOST_PIXELS / 1e6} million pixels`;
  return `it can't be decoded (${message})`;
}
