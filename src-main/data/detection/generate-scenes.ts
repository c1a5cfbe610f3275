import type { Box, TruthBox } from '../../../src-shared/detection.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import { createRandom, type Random } from '../../../src-shared/random.ts';
import type { DetectionDataset, Scene } from '../dataset.ts';
import { SHAPES, type Shape } from '../shapes.ts';
import { assembleScenes } from './assemble-scenes.ts';
import type { HashedScene } from './hash-scenes.ts';
import type { Size } from './letterbox.ts';

type Colour = readonly [number, number, number];

/** The classes, each with the colour that its shapes are near to. */
const KINDS: readonly (readonly [name: string, colour: Colour])[] = [
  ['disc', [220, 60, 50]],
  ['square', [60, 190, 70]],
  ['triangle', [70, 90, 230]],
  ['cross', [225, 200, 60]],
];

export const GENERATED_SCENE_CLASSES: readonly string[] = KINDS.map(([name]) => name);
export const GENERATED_SCENES_NAME = 'generated scenes';

const MOST_OBJECTS = 5;
/** Half of a shape's side, as shares of the image's shorter side. */
const RADII = [0.08, 0.2] as const;
const MOST_STRETCH = 1.3;
/** Between the centres of two objects, as a share of the sum of their sides: at 0.5 they would only touch. */
const LEAST_APART = 0.42;
const TRIES = 20;
/** How far a shape's colour may lie from its class's, and a pixel's from that, in levels of 255. */
const COLOUR_SPREAD = 30;
const NOISE = 24;
const MOST_BYTES = 4 * 1024 ** 3;

/**
 * Makes scenes to detect objects in: up to five discs, squares, triangles and crosses on a noisy grey ground, each near to its class's colour,
 * some partly behind others; a small detector learns them within minutes. Uses only arithmetic that IEEE 754 rounds exactly, so that a
 * seed gives the same bytes on every machine.
 * @throws EspalierError `bad-dataset` where they would take more than 4 GiB.
 */
export function generateScenes(recipe: {
  readonly train: number;
  readonly test: number;
  readonly size: readonly [number, number];
  readonly seed: number;
}): DetectionDataset {
  const [height, width] = recipe.size;
  const bytes = (recipe.train + recipe.test) * 3 * height * width;
  if (bytes > MOST_BYTES) {
    throw new EspalierError(
      'bad-dataset',
      `${recipe.train + recipe.test} generated scenes of ${height}×${width} take ${(bytes / 1024 ** 3).toFixed(1)} GiB, more than 4; make fewer or smaller ones`,
    );
  }
  const draw = (split: 'train' | 'test'): HashedScene[] =>
    drawSplit(createRandom(recipe.seed, 'generated scenes', split), recipe[split], { height, width });
  return assembleScenes({
    name: GENERATED_SCENES_NAME,
    classes: GENERATED_SCENE_CLASSES,
    height,
    width,
    train: draw('train'),
    test: draw('test'),
  });
}

function drawSplit(random: Random, count: number, size: Size): HashedScene[] {
  const bytes = 3 * size.height * size.width;
  const all = new Uint8Array(new SharedArrayBuffer(count * bytes));
  return Array.from({ length: count }, (_, index) => {
    const pixels = all.subarray(index * bytes, (index + 1) * bytes);
    const scene: Scene = {
      name: `scene ${index}`,
      source: { kind: 'pixels', pixels },
      ...size,
      truths: drawScene(pixels, random, size),
      ignored: [],
    };
    return { scene, content: pixels };
  });
}

function drawScene(pixels: Uint8Array, random: Random, size: Size): TruthBox[] {
  drawGround(pixels, random, size);
  const truths: TruthBox[] = [];
  const wanted = 1 + random.integer(MOST_OBJECTS);
  for (let trial = 0; trial < TRIES && truths.length < wanted; trial++) {
    const classIndex = random.integer(KINDS.length);
    const place = drawPlace(random, size);
    if (!truths.every((other) => areApart(other, place))) continue;
    truths.push({ ...drawShape(pixels, random, classIndex, place, size), classIndex });
  }
  return truths;
}

function drawGround(pixels: Uint8Array, random: Random, { width }: Size): void {
  const level = 60 + random.uniform() * 100;
  const across = (random.uniform() - 0.5) * 60;
  for (let position = 0; position < pixels.length; position++) {
    const column = Math.floor(position / 3) % width;
    pixels[position] = toByte(level + (across * column) / width + (random.uniform() - 0.5) * 2 * NOISE);
  }
}

/** Draws where a shape may be, wholly within the image. */
function drawPlace(random: Random, { height, width }: Size): Box {
  const side = 2 * Math.min(height, width) * (RADII[0] + (RADII[1] - RADII[0]) * random.uniform());
  const stretch = 1 + (MOST_STRETCH - 1) * random.uniform();
  const isWide = random.uniform() < 0.5;
  const boxWidth = isWide ? side * stretch : side;
  const boxHeight = isWide ? side : side * stretch;
  const left = random.uniform() * (width - boxWidth);
  return { left, top: random.uniform() * (height - boxHeight), width: boxWidth, height: boxHeight };
}

/** Paints a shape into a place and gives the box around the pixels that it covers. */
function drawShape(pixels: Uint8Array, random: Random, classIndex: number, place: Box, { width }: Size): Box {
  const [name, base] = KINDS[classIndex] ?? ['', [0, 0, 0]];
  const shape = shapeOf(name);
  const colour = base.map((level) => level + (random.uniform() - 0.5) * 2 * COLOUR_SPREAD);
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
  for (let row = Math.floor(place.top); row < place.top + place.height; row++) {
    for (let column = Math.floor(place.left); column < place.left + place.width; column++) {
      const x = (2 * (column + 0.5 - place.left)) / place.width - 1;
      const y = (2 * (row + 0.5 - place.top)) / place.height - 1;
      if (!shape.covers(x, y)) continue;
      left = Math.min(left, column);
      right = Math.max(right, column + 1);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row + 1);
      const at = 3 * (row * width + column);
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = toByte((colour[channel] ?? 0) + (random.uniform() - 0.5) * NOISE);
      }
    }
  }
  return { left, top, width: right - left, height: bottom - top };
}

function shapeOf(wanted: string): Shape {
  const shape = SHAPES.find(({ name }) => name === wanted);
  if (shape === undefined) throw new EspalierError('internal', `there is no shape "${wanted}"`);
  return shape;
}

/** Whether one may hide no more than a part of the other: they are apart by a share of their sizes in one direction. */
function areApart(one: Box, other: Box): boolean {
  const across = Math.abs(one.left + one.width / 2 - other.left - other.width / 2);
  const down = Math.abs(one.top + one.height / 2 - other.top - other.height / 2);
  return across > LEAST_APART * (one.width + other.width) || down > LEAST_APART * (one.height + other.height);
}

function toByte(value: number): number {
  return Math.max(0, Math.min(255, Math.floor(value)));
}
