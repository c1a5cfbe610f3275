import type { Detection } from '../../../src-shared/detection.ts';

/** A detection's label with the left end of its line of writing, in pixels of the image. */
export interface PlacedLabel {
  readonly detection: Detection;
  readonly x: number;
  readonly y: number;
}

/** Letters are about half as wide as high; a label has about twelve of them. */
const WIDTHS = 6;

/** Writes each label above its box, or below the ones that are there already: a box that may be of several classes has several. */
export function placeLabels(detections: readonly Detection[], size: number): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const detection of detections) {
    const x = detection.left;
    let y = Math.max(size, detection.top - size / 4);
    const near = placed.filter((other) => Math.abs(other.x - x) < WIDTHS * size).sort((one, other) => one.y - other.y);
    for (const other of near) if (Math.abs(other.y - y) < size) y = other.y + size;
    placed.push({ detection, x, y });
  }
  return placed;
}
