import type { Box, TruthBox } from '../../../src-shared/detection.ts';
import type { Random } from '../../../src-shared/random.ts';
import type { Size } from './letterbox.ts';

/** A part of a network's input in whole pixels, its ends not included. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How an image is laid over the input: a point x of it comes to x · scale + shift; a negative scale mirrors. */
export interface View {
  readonly scaleX: number;
  readonly shiftX: number;
  readonly scaleY: number;
  readonly shiftY: number;
}

/** Of an object that is less visible than this share of its area, or this many pixels, nothing is to be learnt. */
const LEAST_VISIBLE = 0.2;
const LEAST_SIDE = 2;

/**
 * Draws how an image as large as the input is shown in a region: at a scale between two, mirrored or not, and anywhere so that it either lies
 * wholly within the region or covers it, in each direction.
 */
export function drawView(random: Random, input: Size, region: Region, [least, most]: readonly [number, number]): View {
  const scale = least + (most - least) * random.uniform();
  const mirrored = random.uniform() < 0.5;
  const left = region.left + (region.right - region.left - scale * input.width) * random.uniform();
  const shiftY = region.top + (region.bottom - region.top - scale * input.height) * random.uniform();
  return mirrored
    ? { scaleX: -scale, shiftX: left + scale * input.width, scaleY: scale, shiftY }
    : { scaleX: scale, shiftX: left, scaleY: scale, shiftY };
}

/** The objects of an image where its view shows them, cut at the region's edges; without those of which too little is left to see. */
export function viewTruths(truths: readonly TruthBox[], view: View, region: Region): TruthBox[] {
  return truths.flatMap((truth) => {
    const whole = viewBox(truth, view);
    const left = Math.max(whole.left, region.left);
    const top = Math.max(whole.top, region.top);
    const width = Math.min(whole.left + whole.width, region.right) - left;
    const height = Math.min(whole.top + whole.height, region.bottom) - top;
    if (width < LEAST_SIDE || height < LEAST_SIDE) return [];
    if (width * height < LEAST_VISIBLE * whole.width * whole.height) return [];
    return [{ left, top, width, height, classIndex: truth.classIndex }];
  });
}

function viewBox({ left, top, width, height }: Box, { scaleX, shiftX, scaleY, shiftY }: View): Box {
  const oneSide = left * scaleX + shiftX;
  return {
    left: scaleX < 0 ? oneSide + width * scaleX : oneSide,
    top: top * scaleY + shiftY,
    width: width * Math.abs(scaleX),
    height: height * scaleY,
  };
}
