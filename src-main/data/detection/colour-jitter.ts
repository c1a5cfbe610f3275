import type { Random } from '../../../src-shared/random.ts';

/** How far colours are changed: hue in sixths of the circle, saturation and value as shares. */
const HUE = 0.1 * 3;
const SATURATION = 0.57;
const VALUE = 0.32;

/** A change of colours: hue is turned by sixths of the circle, saturation and value are multiplied. */
export interface ColourJitter {
  readonly hue: number;
  readonly saturation: number;
  readonly value: number;
}

/**
 * Draws a change of colours, uniform within ±0.1 of half the circle of hues, ±57 % of saturation and ±32 % of value: the strengths of
 * Ultralytics' YOLOv3 (its train.py). There the hue is multiplied, which tears the reds to either side of 0 apart; here it is turned.
 */
export function drawColourJitter(random: Random): ColourJitter {
  return {
    hue: spread(random, HUE),
    saturation: 1 + spread(random, SATURATION),
    value: 1 + spread(random, VALUE),
  };
}

/** Writes a colour, components in [0, 255], changed into three planes of components in [0, 1]. */
export function writeJittered(
  target: Float32Array,
  at: number,
  plane: number,
  red: number,
  green: number,
  blue: number,
  { hue, saturation, value }: ColourJitter,
): void {
  const largest = Math.max(red, green, blue);
  const range = largest - Math.min(red, green, blue);
  const brightness = Math.min(1, (largest / 255) * value);
  if (range === 0) {
    target[at] = brightness;
    target[at + plane] = brightness;
    target[at + 2 * plane] = brightness;
    return;
  }
  let sixth = (blue - red) / range + 2;
  if (largest === red) sixth = (green - blue) / range;
  else if (largest === blue) sixth = (red - green) / range + 4;
  sixth += hue + 6;
  const depth = brightness * Math.min(1, (range / largest) * saturation);
  target[at] = brightness - depth * distanceFrom(sixth + 5);
  target[at + plane] = brightness - depth * distanceFrom(sixth + 3);
  target[at + 2 * plane] = brightness - depth * distanceFrom(sixth + 1);
}

/**
 * How much of a primary colour a hue lacks: 0 within a sixth of the circle of it, 1 from two sixths on. `sixths` lies within three circles
 * from 0 on; a remainder would take most of the time of a picture.
 */
function distanceFrom(sixths: number): number {
  const turned = sixths < 6 ? sixths : sixths < 12 ? sixths - 6 : sixths - 12;
  return Math.max(0, Math.min(turned, 4 - turned, 1));
}

function spread(random: Random, width: number): number {
  return (2 * random.uniform() - 1) * width;
}
