import type { TruthBox } from '../../../src-shared/detection.ts';
import type { CenterNetDetector } from '../../../src-shared/detector.ts';

/** The overlap that a box still has with its object when its corners lie no further off than the radius. */
const LEAST_OVERLAP = 0.7;

/**
 * Writes one image's objects into CenterNet's targets (arXiv 1904.07850, section 3): around each centre a Gaussian with a σ of a sixth of
 * its diameter in the heatmap of the class, the larger value where two meet; at the centre's cell its size and offset. Of two objects
 * with the same cell, the later one's size and offset stay.
 */
export function encodeCenterNetTargets(
  { classes, stride }: CenterNetDetector,
  height: number,
  width: number,
  truths: readonly TruthBox[],
  targets: readonly Float32Array[],
  image: number,
): void {
  const [heatmap, boxes] = targets;
  if (heatmap === undefined || boxes === undefined) return;
  const [rows, columns] = [height / stride, width / stride];
  const plane = rows * columns;
  heatmap.fill(0, image * classes * plane, (image + 1) * classes * plane);
  boxes.fill(0, image * 5 * plane, (image + 1) * 5 * plane);
  for (const truth of truths) {
    const [boxWidth, boxHeight] = [truth.width / stride, truth.height / stride];
    const x = truth.left / stride + boxWidth / 2;
    const y = truth.top / stride + boxHeight / 2;
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const radius = Math.floor(gaussianRadius(Math.ceil(boxWidth), Math.ceil(boxHeight)));
    drawGaussian(heatmap, (image * classes + truth.classIndex) * plane, rows, columns, row, column, radius);
    const first = image * 5 * plane + row * columns + column;
    boxes[first] = boxWidth;
    boxes[first + plane] = boxHeight;
    boxes[first + 2 * plane] = x - column;
    boxes[first + 3 * plane] = y - row;
    boxes[first + 4 * plane] = 1;
  }
}

/**
 * The radius in cells as the reference code computes it (xingyizhou/CenterNet, `gaussian_radius`). Of the three cases of CornerNet (arXiv
 * 1808.01244, section 3.2) its formulas, which divide by 2 where the root of a·x² + b·x + c needs 2·a, always make the one of a box
 * around the object's the smallest, 2.8 times as large as it should be. Kept, as the published results were trained with it.
 */
function gaussianRadius(width: number, height: number): number {
  const sum = LEAST_OVERLAP * (width + height);
  return Math.sqrt(sum * sum + 4 * LEAST_OVERLAP * (1 - LEAST_OVERLAP) * width * height) - sum;
}

function drawGaussian(
  heatmap: Float32Array,
  start: number,
  rows: number,
  columns: number,
  row: number,
  column: number,
  radius: number,
): void {
  const sigma = (2 * radius + 1) / 6;
  const factor = -1 / (2 * sigma * sigma);
  const [left, right] = [Math.max(0, column - radius), Math.min(columns - 1, column + radius)];
  for (let at = Math.max(0, row - radius); at <= Math.min(rows - 1, row + radius); at++) {
    const line = start + at * columns;
    const vertical = (at - row) ** 2;
    for (let place = left; place <= right; place++) {
      const value = Math.exp(factor * (vertical + (place - column) ** 2));
      if (value > (heatmap[line + place] ?? 0)) heatmap[line + place] = value;
    }
  }
}
