import type { Random } from '../../src-shared/random.ts';
import { createRandom } from '../../src-shared/random.ts';
import { allocateSplit, assembleDataset } from './assemble-dataset.ts';
import type { ClassificationDataset, ImageSplit } from './dataset.ts';
import type { Shape } from './shapes.ts';
import { SHAPES } from './shapes.ts';

const SIDE = 32;
const PLANE = SIDE * SIDE;

/** Red, green and blue, 0 … 255. */
type Colour = readonly [number, number, number];

/** Ranges of the three components of a colour: backgrounds, shapes, distractors. */
const DARK = [0, 130] as const;
const LIGHT = [110, 255] as const;
const ANY = [30, 220] as const;

/** Where a shape lies in the image: centre and half-axes in pixels, and the direction of its first axis. */
interface Placement {
  readonly centreX: number;
  readonly centreY: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly cosine: number;
  readonly sine: number;
}

/**
 * Makes the embedded data set: 32×32 colour images, each of one of ten shapes at a random place, size, proportion and
 * tilt, in a random light colour on a shaded dark background, among distractors, partly covered and under noise: only the
 * form gives the class away. (Shapes are the lighter part because without that a network of random weights finds no first
 * step.) Classes take turns, so that the first images of a split are balanced too.
 *
 * Uses only arithmetic that IEEE 754 rounds exactly, so that a seed gives the same bytes on every machine.
 */
export function generateDataset({
  train,
  test,
  seed,
}: {
  train: number;
  test: number;
  seed: number;
}): ClassificationDataset {
  return assembleDataset({
    name: 'generated shapes',
    classes: SHAPES.map((shape) => shape.name),
    channels: 3,
    height: SIDE,
    width: SIDE,
    train: drawSplit(createRandom(seed, 'generated', 'train'), train),
    test: drawSplit(createRandom(seed, 'generated', 'test'), test),
  });
}

function drawSplit(random: Random, count: number): ImageSplit {
  const split = allocateSplit(count, 3 * PLANE);
  const canvas = new Float32Array(3 * PLANE);
  for (let image = 0; image < count; image++) {
    const label = image % SHAPES.length;
    const shape = SHAPES[label];
    if (shape !== undefined) drawScene(canvas, random, shape);
    split.labels[image] = label;
    develop(canvas, random, split.images, image * canvas.length);
  }
  return split;
}

function drawScene(canvas: Float32Array, random: Random, shape: Shape): void {
  const background = drawColour(random, DARK);
  const shade = drawBackground(canvas, random, background);
  const distractors = 2 + random.integer(3);
  for (let index = 0; index < distractors; index++) drawDistractor(canvas, random);
  drawShape(canvas, shape, placeShape(random), drawLightColour(random, [background, shade]));
  drawDistractor(canvas, random);
}

/** Shades the canvas from one colour to another along a random direction; returns the second one. */
function drawBackground(canvas: Float32Array, random: Random, from: Colour): Colour {
  const to = mixColours(from, drawColour(random, DARK), 0.5);
  const [cosine, sine] = drawDirection(random);
  for (let channel = 0; channel < 3; channel++) {
    const start = from[channel] ?? 0;
    const change = (to[channel] ?? 0) - start;
    for (let pixel = 0; pixel < PLANE; pixel++) {
      const along = ((pixel % SIDE) - SIDE / 2) * cosine + (Math.floor(pixel / SIDE) - SIDE / 2) * sine;
      canvas[channel * PLANE + pixel] = start + change * (0.5 + along / SIDE);
    }
  }
  return to;
}

/** A bar or a small box, too thin or too small to be taken for a class. */
function drawDistractor(canvas: Float32Array, random: Random): void {
  const [cosine, sine] = drawDirection(random);
  const isBar = random.uniform() < 0.5;
  const placement = {
    centreX: random.uniform() * SIDE,
    centreY: random.uniform() * SIDE,
    halfWidth: isBar ? 4 + random.uniform() * 6 : 1 + random.uniform() * 2,
    halfHeight: isBar ? 0.6 + random.uniform() * 0.8 : 1 + random.uniform() * 2,
    cosine,
    sine,
  };
  drawShape(canvas, DISTRACTOR, placement, drawColour(random, ANY));
}

const DISTRACTOR: Shape = { name: 'distractor', covers: (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 1 };

function placeShape(random: Random): Placement {
  const [cosine, sine] = drawTilt(random);
  const radius = 6.5 + random.uniform() * 5.5;
  const stretch = 0.75 + random.uniform() * 0.5;
  return {
    centreX: SIDE / 2 + (random.uniform() * 2 - 1) * (SIDE / 2 - radius),
    centreY: SIDE / 2 + (random.uniform() * 2 - 1) * (SIDE / 2 - radius),
    halfWidth: radius,
    halfHeight: radius * stretch,
    cosine,
    sine,
  };
}

/** Paints a shape, its edges smoothed by four samples a pixel. */
function drawShape(canvas: Float32Array, shape: Shape, placement: Placement, colour: Colour): void {
  const { centreX, centreY, halfWidth, halfHeight, cosine, sine } = placement;
  const reach = 1.25 * Math.max(halfWidth, halfHeight) + 1;
  const [left, right] = clipSpan(centreX, reach);
  const [top, bottom] = clipSpan(centreY, reach);
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      let samples = 0;
      for (let sample = 0; sample < 4; sample++) {
        const x = column + 0.25 + 0.5 * (sample & 1) - centreX;
        const y = row + 0.25 + 0.5 * (sample >> 1) - centreY;
        if (shape.covers((x * cosine + y * sine) / halfWidth, (y * cosine - x * sine) / halfHeight)) samples += 1;
      }
      if (samples > 0) blendPixel(canvas, row * SIDE + column, colour, samples / 4);
    }
  }
}

function clipSpan(centre: number, reach: number): [number, number] {
  return [Math.max(0, Math.floor(centre - reach)), Math.min(SIDE, Math.ceil(centre + reach))];
}

function blendPixel(canvas: Float32Array, pixel: number, colour: Colour, share: number): void {
  for (let channel = 0; channel < 3; channel++) {
    const under = canvas[channel * PLANE + pixel] ?? 0;
    canvas[channel * PLANE + pixel] = under + share * ((colour[channel] ?? 0) - under);
  }
}

/** Rounds the canvas to bytes under a random exposure and noise. */
function develop(canvas: Float32Array, random: Random, bytes: Uint8Array, start: number): void {
  const brightness = 0.7 + random.uniform() * 0.5;
  const noise = 20 + random.uniform() * 50;
  for (let index = 0; index < canvas.length; index++) {
    const value = (canvas[index] ?? 0) * brightness + (random.uniform() - 0.5) * noise;
    bytes[start + index] = Math.max(0, Math.min(255, Math.floor(value)));
  }
}

function drawColour(random: Random, [low, high]: readonly [number, number]): Colour {
  const range = high - low;
  return [low + random.uniform() * range, low + random.uniform() * range, low + random.uniform() * range];
}

/** A light colour that stands out from each of the others. */
function drawLightColour(random: Random, others: readonly Colour[]): Colour {
  for (;;) {
    const colour = drawColour(random, LIGHT);
    if (others.every((other) => distanceOf(colour, other) > 80)) return colour;
  }
}

function distanceOf([red, green, blue]: Colour, other: Colour): number {
  return Math.sqrt((red - other[0]) ** 2 + (green - other[1]) ** 2 + (blue - other[2]) ** 2);
}

function mixColours(one: Colour, other: Colour, share: number): Colour {
  return [
    one[0] + share * (other[0] - one[0]),
    one[1] + share * (other[1] - one[1]),
    one[2] + share * (other[2] - one[2]),
  ];
}

/** A uniformly random unit vector: a point of the unit disc, divided by its length. */
function drawDirection(random: Random): [number, number] {
  for (;;) {
    const x = random.uniform() * 2 - 1;
    const y = random.uniform() * 2 - 1;
    const square = x * x + y * y;
    if (square > 0.01 && square <= 1) return [x / Math.sqrt(square), y / Math.sqrt(square)];
  }
}

/** A uniformly random unit vector within 45° of the first axis. */
function drawTilt(random: Random): [number, number] {
  for (;;) {
    const [x, y] = drawDirection(random);
    if (Math.abs(y) < x) return [x, y];
  }
}
