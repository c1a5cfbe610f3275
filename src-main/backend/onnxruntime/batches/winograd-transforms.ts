import { floatTensor, type FloatTensor } from '../../../graph/tensor.ts';
import type { SmallConvolution } from './small-convolution.ts';

type Triple<Item> = readonly [Item, Item, Item];

/** F(4×4, 3×3): rows of Bᵀ, G and Aᵀ. */
const INPUT_TRANSFORM = [
  [4, 0, -5, 0, 1, 0],
  [0, -4, -4, 1, 1, 0],
  [0, 4, -4, -1, 1, 0],
  [0, -2, -1, 2, 1, 0],
  [0, 2, -1, -2, 1, 0],
  [0, 4, 0, -5, 0, 1],
];
const KERNEL_TRANSFORM: readonly Triple<number>[] = [
  [1 / 4, 0, 0],
  [-1 / 6, -1 / 6, -1 / 6],
  [-1 / 6, 1 / 6, -1 / 6],
  [1 / 24, 1 / 12, 1 / 6],
  [1 / 24, -1 / 12, 1 / 6],
  [0, 0, 1],
];
const OUTPUT_TRANSFORM = [
  [1, 1, 1, 1, 1, 0],
  [0, 1, -1, 2, -2, 0],
  [0, 1, 1, 4, 4, 0],
  [0, 1, -1, 8, -8, 1],
];
/** Pixels of a tile's output on a side, and coefficients of a tile on a side. */
export const TILE = 4;
const SIDE = 6;
export const COEFFICIENTS = SIDE * SIDE;

/** Takes a map's pixels to the coefficients of its tiles, BᵀdB of each: [36·tiles, H·W]. */
export function inputMatrix([height, width]: readonly [number, number]): FloatTensor {
  const [rows, columns] = [countTiles(height), countTiles(width)];
  const pixels = height * width;
  const matrix = new Float32Array(COEFFICIENTS * rows * columns * pixels);
  forEachPair(rows, columns, (tileRow, tileColumn) => {
    forEachPair(SIDE, SIDE, (row, column) => {
      const coefficient = (row * SIDE + column) * rows * columns + tileRow * columns + tileColumn;
      forEachPair(SIDE, SIDE, (dy, dx) => {
        const y = tileRow * TILE + dy - 1;
        const x = tileColumn * TILE + dx - 1;
        if (y < 0 || y >= height || x < 0 || x >= width) return;
        matrix[coefficient * pixels + y * width + x] =
          entry(INPUT_TRANSFORM, row, dy) * entry(INPUT_TRANSFORM, column, dx);
      });
    });
  });
  return floatTensor([COEFFICIENTS * rows * columns, pixels], matrix);
}

/** Takes the coefficients of a map's tiles to its pixels, AᵀmA of each: [H·W, 36·tiles]. */
export function outputMatrix([height, width]: readonly [number, number]): FloatTensor {
  const [rows, columns] = [countTiles(height), countTiles(width)];
  const length = COEFFICIENTS * rows * columns;
  const matrix = new Float32Array(height * width * length);
  forEachPair(height, width, (y, x) => {
    const tile = Math.floor(y / TILE) * columns + Math.floor(x / TILE);
    forEachPair(SIDE, SIDE, (row, column) => {
      const at = (y * width + x) * length + (row * SIDE + column) * rows * columns + tile;
      matrix[at] = entry(OUTPUT_TRANSFORM, y % TILE, row) * entry(OUTPUT_TRANSFORM, x % TILE, column);
    });
  });
  return floatTensor([height * width, length], matrix);
}

/** GgGᵀ of all kernels: for each coefficient [C, O]. */
export function transformKernels(convolution: SmallConvolution): FloatTensor[] {
  const { filters, channels } = convolution;
  const [top, middle, bottom] = separateTaps(convolution);
  return KERNEL_TRANSFORM.flatMap((row) => {
    const left = combine(row, [top[0], middle[0], bottom[0]]);
    const centre = combine(row, [top[1], middle[1], bottom[1]]);
    const right = combine(row, [top[2], middle[2], bottom[2]]);
    return KERNEL_TRANSFORM.map((column) => floatTensor([channels, filters], combine(column, [left, centre, right])));
  });
}

/** The weights of each of a kernel's taps: three rows of three times [C, O]. */
function separateTaps({ weight, filters, channels }: SmallConvolution): Triple<Triple<Float32Array>> {
  const tap = (): Float32Array => new Float32Array(channels * filters);
  const rowOfTaps = (): Triple<Float32Array> => [tap(), tap(), tap()];
  const rows: Triple<Triple<Float32Array>> = [rowOfTaps(), rowOfTaps(), rowOfTaps()];
  const taps = rows.flat();
  for (let filter = 0, from = 0; filter < filters; filter++) {
    for (let channel = 0; channel < channels; channel++) {
      for (const weights of taps) weights[channel * filters + filter] = weight.data[from++] ?? 0;
    }
  }
  return rows;
}

function combine([a, b, c]: Triple<number>, [first, second, third]: Triple<Float32Array>): Float32Array {
  const sum = new Float32Array(first.length);
  for (let at = 0; at < sum.length; at++) sum[at] = a * (first[at] ?? 0) + b * (second[at] ?? 0) + c * (third[at] ?? 0);
  return sum;
}

/** Tiles that cover a line of pixels. */
export function countTiles(side: number): number {
  return Math.ceil(side / TILE);
}

function entry(matrix: readonly (readonly number[])[], row: number, column: number): number {
  return matrix[row]?.[column] ?? 0;
}

function forEachPair(rows: number, columns: number, visit: (row: number, column: number) => void): void {
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) visit(row, column);
}
