import type { Box } from '../../../src-shared/detection.ts';

/** Height and width in pixels. */
export interface Size {
  readonly height: number;
  readonly width: number;
}

/** Where an image lies in a network's input, in whole pixels of that; the rest is padding. */
export interface Letterbox {
  readonly left: number;
  readonly top: number;
  /** Of the scaled image. */
  readonly height: number;
  readonly width: number;
  /** Pixels of the input a pixel of the image. The two differ by less than a pixel of rounding over the whole image. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Fits an image into a network's input with its shape kept: as large as it goes, in the middle. */
export function letterbox(image: Size, input: Size): Letterbox {
  const scale = Math.min(input.width / image.width, input.height / image.height);
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  return {
    left: Math.floor((input.width - width) / 2),
    top: Math.floor((input.height - height) / 2),
    height,
    width,
    scaleX: width / image.width,
    scaleY: height / image.height,
  };
}

/** A box of the image, in pixels of the input. */
export function boxToInput({ left, top, width, height }: Box, place: Letterbox): Box {
  return {
    left: place.left + left * place.scaleX,
    top: place.top + top * place.scaleY,
    width: width * place.scaleX,
    height: height * place.scaleY,
  };
}

/** A box of the input, in pixels of the image; it may reach beyond its edges. */
export function boxToImage({ left, top, width, height }: Box, place: Letterbox): Box {
  return {
    left: (left - place.left) / place.scaleX,
    top: (top - place.top) / place.scaleY,
    width: width / place.scaleX,
    height: height / place.scaleY,
  };
}

/** What of a box lies inside its image; of no area where nothing does. */
export function clipBox({ left, top, width, height }: Box, image: Size): Box {
  const right = Math.min(Math.max(left + width, 0), image.width);
  const bottom = Math.min(Math.max(top + height, 0), image.height);
  const clippedLeft = Math.min(Math.max(left, 0), image.width);
  const clippedTop = Math.min(Math.max(top, 0), image.height);
  return { left: clippedLeft, top: clippedTop, width: right - clippedLeft, height: bottom - clippedTop };
}
