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
  /** Whether it has more pixels than may be decoded. */
  readonly isTooLarge?: boolean;
}

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/**
 * How an image is brought to a size. cover: scaled (Lanczos) until it covers the size, and cut to it around its centre. stretch: scaled to it
 * (bilinear, over all pixels that a smaller one stands for).
 */
const FITS = {
  cover: { fit: 'cover', position: 'centre' },
  stretch: { fit: 'fill', kernel: 'linear' },
} as const;

/** Bounds what a decoder may be made to do; "error" takes a file that breaks off or is damaged for what it is, and lets warnings about its metadata pass. */
const READING = { failOn: 'error', limitInputPixels: MOST_PIXELS, autoOrient: true } as const;

/**
 * Decodes an image file (PNG, JPEG, WebP, GIF's first frame, TIFF's first page, AVIF) of at most 64 MiB and 50 million pixels: turned as its EXIF
 * orientation says, in sRGB, grey as three equal planes, transparent parts on white, and brought to a size where one is given. What can't be
 * decoded to the end is told, not thrown.
 */
export async function decodeImage(
  path: string,
  size?: ImageSize,
  fit: keyof typeof FITS = 'cover',
): Promise<DecodedImage | UnreadableImage> {
  try {
    const { size: bytes } = await stat(path);
    const problem = describeBytes(bytes);
    if (problem !== undefined) return { problem };
    const image = sharp(await readFile(path), READING);
    const tooLarge = describePixels(await image.metadata());
    if (tooLarge !== undefined) return { problem: tooLarge };
    return await readPlanes(size === undefined ? image : image.resize({ ...size, ...FITS[fit] }));
  } catch (cause) {
    return { problem: describeFailure(cause) };
  }
}

/** What an image file's head says of it: its size once turned as its EXIF orientation says, and the file's size in bytes. */
export interface ImageHead extends ImageSize {
  readonly bytes: number;
}

/** Reads an image's size out of its head, none of its pixels. What `decodeImage` would refuse for its size or kind is told, not thrown. */
export async function readImageHead(path: string): Promise<ImageHead | UnreadableImage> {
  try {
    const { size: bytes } = await stat(path);
    const problem = describeBytes(bytes);
    if (problem !== undefined) return { problem };
    const { autoOrient, width, height } = await sharp(path, { ...READING, limitInputPixels: false }).metadata();
    const tooLarge = describePixels({ width, height });
    return tooLarge === undefined ? { ...autoOrient, bytes } : { problem: tooLarge, isTooLarge: true };
  } catch (cause) {
    return { problem: describeFailure(cause) };
  }
}

/** Pixels [height, width, 3] as planes, stretched to a size as `decodeImage` does. */
export async function stretchPixels(
  pixels: Uint8Array,
  { height, width }: ImageSize,
  size: ImageSize,
): Promise<Uint8Array> {
  // A copy, since native code can't be given shared memory.
  const image = sharp(Uint8Array.from(pixels), { raw: { width, height, channels: 3 } });
  const isSame = size.height === height && size.width === width;
  return (await readPlanes(isSame ? image : image.resize({ ...size, ...FITS.stretch }))).pixels;
}

function describeBytes(bytes: number): string | undefined {
  if (bytes === 0) return 'it is empty';
  return bytes > MOST_BYTES ? `it is larger than ${MOST_BYTES / 1024 ** 2} MiB` : undefined;
}

function describePixels({ width, height }: ImageSize): string | undefined {
  if (width * height <= MOST_PIXELS) return undefined;
  return `its ${width}×${height} pixels are more than ${MOST_PIXELS / 1e6} million`;
}

async function readPlanes(image: Sharp): Promise<DecodedImage> {
  const { data, info } = await image
    .flatten({ background: BACKGROUND })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels !== 3) throw new Error(`it has ${channels} channels after decoding, not 3`);
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
