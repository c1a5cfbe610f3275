import type { TruthBox } from '../../../src-shared/detection.ts';
import type { Random } from '../../../src-shared/random.ts';
import { drawColourJitter, writeJittered, type ColourJitter } from './colour-jitter.ts';
import { PADDING, type FittedScene } from './fit-scene.ts';
import type { Size } from './letterbox.ts';
import { drawView, viewTruths, type Region, type View } from './view.ts';

const SCALES = [0.6, 1.4] as const;
/** Of the four images of a mosaic. */
const MOSAIC_SCALES = [0.4, 1] as const;
/** Where the corner that the four have in common lies, as a share of each side. */
const MIDDLE = [0.35, 0.65] as const;
const GREY = PADDING / 255;

/** How many images a mosaic is made of. */
export const MOSAIC_IMAGES = 4;

/**
 * Writes a scene into a batch, floats [3, height, width] in [0, 1] from `start`, and gives its objects in pixels of the input. With random
 * numbers it is mirrored, scaled by 0.6 … 1.4, moved, and changed in colour; `createRandom(seed, 'augment', epoch, position)` makes what is
 * drawn depend on nothing else.
 */
export function writeScene(
  { image, truths }: FittedScene,
  input: Size,
  random: Random | undefined,
  target: Float32Array,
  start: number,
): readonly TruthBox[] {
  if (random === undefined) {
    for (let position = 0; position < image.length; position++) target[start + position] = (image[position] ?? 0) / 255;
    return truths;
  }
  const region = { left: 0, top: 0, right: input.width, bottom: input.height };
  const view = drawView(random, input, region, SCALES);
  paint(image, input, view, region, drawColourJitter(random), target, start);
  return viewTruths(truths, view, region);
}

/**
 * Writes four scenes as one, a quarter each around a random corner, every one mirrored, scaled and changed in colour by itself (the mosaic
 * of YOLOv4, arXiv 2004.10934, section 3.4). Shapes as for `writeScene`.
 */
export function writeMosaic(
  scenes: readonly FittedScene[],
  input: Size,
  random: Random,
  target: Float32Array,
  start: number,
): TruthBox[] {
  const x = drawMiddle(random, input.width);
  const y = drawMiddle(random, input.height);
  return scenes.slice(0, MOSAIC_IMAGES).flatMap(({ image, truths }, quarter) => {
    const isRight = quarter % 2 === 1;
    const isLower = quarter >= 2;
    const region = {
      left: isRight ? x : 0,
      top: isLower ? y : 0,
      right: isRight ? input.width : x,
      bottom: isLower ? input.height : y,
    };
    const view = drawView(random, input, region, MOSAIC_SCALES);
    paint(image, input, view, region, drawColourJitter(random), target, start);
    return viewTruths(truths, view, region);
  });
}

function drawMiddle(random: Random, length: number): number {
  return Math.round(length * (MIDDLE[0] + (MIDDLE[1] - MIDDLE[0]) * random.uniform()));
}

/** Fills a region of the target with what a view shows of an image (bilinear), grey where it shows nothing. */
function paint(
  image: Uint8Array,
  { height, width }: Size,
  view: View,
  { left, top, right, bottom }: Region,
  jitter: ColourJitter,
  target: Float32Array,
  start: number,
): void {
  const plane = height * width;
  const columns = sampleAxis(width, left, right, view.scaleX, view.shiftX);
  const rows = sampleAxis(height, top, bottom, view.scaleY, view.shiftY);
  for (let channel = 0; channel < 3; channel++) {
    for (let row = top; row < bottom; row++) {
      const rowStart = start + channel * plane + row * width;
      target.fill(GREY, rowStart + left, rowStart + right);
    }
  }
  for (let row = rows.start; row < rows.end; row++) {
    const down = rows.weights[row] ?? 0;
    const imageRow = (rows.first[row] ?? 0) * width;
    const rowStart = start + (top + row) * width + left;
    for (let column = columns.start; column < columns.end; column++) {
      const across = columns.weights[column] ?? 0;
      const corner = imageRow + (columns.first[column] ?? 0);
      const red = blend(image, corner, width, across, down);
      const green = blend(image, corner + plane, width, across, down);
      const blue = blend(image, corner + 2 * plane, width, across, down);
      writeJittered(target, rowStart + column, plane, red, green, blue, jitter);
    }
  }
}

/** Of each pixel of a side of a region: the first of the two pixels of the image it lies between, and the second's weight. */
interface AxisSamples {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  /** The pixels that show something of the image; the others have no samples. */
  readonly start: number;
  readonly end: number;
}

function sampleAxis(length: number, from: number, end: number, scale: number, shift: number): AxisSamples {
  const first = new Int32Array(end - from);
  const weights = new Float32Array(end - from);
  let shownStart = first.length;
  let shownEnd = 0;
  for (let index = 0; index < first.length; index++) {
    const position = (from + index + 0.5 - shift) / scale;
    if (position < 0 || position >= length) continue;
    const inside = Math.max(0, Math.min(length - 1, position - 0.5));
    const lower = Math.min(length - 2, Math.floor(inside));
    first[index] = lower;
    weights[index] = inside - lower;
    shownStart = Math.min(shownStart, index);
    shownEnd = index + 1;
  }
  return { first, weights, start: shownStart, end: shownEnd };
}

/** Bilinear between four bytes. */
function blend(image: Uint8Array, corner: number, width: number, across: number, down: number): number {
  const upperLeft = image[corner] ?? 0;
  const upper = upperLeft + across * ((image[corner + 1] ?? 0) - upperLeft);
  const lowerLeft = image[corner + width] ?? 0;
  const lower = lowerLeft + across * ((image[corner + width + 1] ?? 0) - lowerLeft);
  return upper + down * (lower - upper);
}
