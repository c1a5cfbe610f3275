/** Zero bytes put around an image before a window of its own size is cut out of it. */
const PADDING = 4;
const SHIFTS = 2 * PADDING + 1;

/** How many ways there are to place the window and flip it; an augmentation is a number below this. */
export const AUGMENTATION_COUNT = SHIFTS * SHIFTS * 2;

/** The augmentation that leaves an image as it is. */
export const NO_AUGMENTATION = encodeAugmentation(PADDING, PADDING, false);

/** The number of the augmentation whose window starts at (`top`, `left`) of the padded image, each in 0 … 8. */
export function encodeAugmentation(top: number, left: number, flip: boolean): number {
  return (top * SHIFTS + left) * 2 + (flip ? 1 : 0);
}

/** The images of a data set as the hot path needs them. */
export interface ImageFormat {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** [channels, 256]: the normalised value of every byte. */
  readonly normalised: Float32Array;
}

/** Tables for (byte / 255 − mean) / deviation; a channel that never varies is only centred. */
export function createImageFormat(dataset: {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}): ImageFormat {
  const { channels, height, width, mean, deviation } = dataset;
  const divisors = deviation.map((value) => (value === 0 ? 1 : value));
  const normalised = Float32Array.from({ length: channels * 256 }, (_, entry) => {
    const channel = entry >> 8;
    return ((entry & 255) / 255 - (mean[channel] ?? 0)) / (divisors[channel] ?? 1);
  });
  return { channels, height, width, normalised };
}

/**
 * Writes one image, cropped out of its padded self, flipped and normalised, into a batch.
 *
 * `source` holds bytes [channels, height, width] from `sourceStart`; `target` receives floats of the same shape from
 * `targetStart`. Crop and flip as in He et al. 2016, "Deep residual learning", section 4.2.
 */
export function writeImage(
  format: ImageFormat,
  source: Uint8Array,
  sourceStart: number,
  target: Float32Array,
  targetStart: number,
  augmentation: number,
): void {
  const { channels, height, width, normalised } = format;
  const flip = (augmentation & 1) === 1;
  const window = augmentation >> 1;
  const down = Math.floor(window / SHIFTS) - PADDING;
  const right = (window % SHIFTS) - PADDING;
  const firstColumn = Math.max(0, -right);
  const endColumn = Math.min(width, width - right);
  const step = flip ? -1 : 1;

  for (let channel = 0; channel < channels; channel++) {
    const table = channel * 256;
    const padding = normalised[table] ?? 0;
    for (let row = 0; row < height; row++) {
      const rowStart = targetStart + (channel * height + row) * width;
      const sourceRow = row + down;
      if (sourceRow < 0 || sourceRow >= height) {
        target.fill(padding, rowStart, rowStart + width);
        continue;
      }
      if (right !== 0) target.fill(padding, rowStart, rowStart + width);
      let from = sourceStart + (channel * height + sourceRow) * width + right + firstColumn;
      let to = flip ? rowStart + width - 1 - firstColumn : rowStart + firstColumn;
      for (let column = firstColumn; column < endColumn; column++) {
        target[to] = normalised[table + (source[from] ?? 0)] ?? 0;
        from += 1;
        to += step;
      }
    }
  }
}
