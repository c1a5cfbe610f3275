import { int, ints } from '../../../graph/attribute.ts';
import { floatTensor, type FloatTensor } from '../../../graph/tensor.ts';
import type { Lowering } from '../lowering/lowering.ts';
import type { SmallConvolution } from './small-convolution.ts';

/** With fewer channels the transforms take longer than the products save. */
const MANY_CHANNELS = 256;
const LARGEST_MAP = 16;

/** F(2×2, 3×3): rows of Bᵀ, G and Aᵀ. */
const INPUT_TRANSFORM = [
  [1, 0, -1, 0],
  [0, 1, 1, 0],
  [0, -1, 1, 0],
  [0, 1, 0, -1],
];
const KERNEL_TRANSFORM = [
  [1, 0, 0],
  [0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5],
  [0, 0, 1],
];
const OUTPUT_TRANSFORM = [
  [1, 1, 1, 0],
  [0, 1, -1, -1],
];
/** Pixels of a tile's output on a side, and coefficients of a tile on a side. */
const TILE = 2;
const SIDE = 4;
const COEFFICIENTS = SIDE * SIDE;

/** Whether it is a 3×3 convolution of many channels on a small map of whole tiles, which keeps the map's size. */
export function suitsWinograd({ filters, channels, output, window }: SmallConvolution): boolean {
  const { kernel, strides, pads, dilations } = window;
  const isPlain =
    kernel.every((length) => length === 3) &&
    strides.every((stride) => stride === 1) &&
    pads.every((pad) => pad === 1) &&
    dilations.every((dilation) => dilation === 1);
  const hasTiles = output.every((side) => side % TILE === 0) && output[0] * output[1] <= LARGEST_MAP;
  return isPlain && hasTiles && Math.min(filters, channels) >= MANY_CHANNELS;
}

/**
 * Winograd's convolution F(2×2, 3×3) (Lavin and Gray, arXiv 1509.09308): 16 products of channels for four pixels instead of 36. Both transforms are
 * products with constant matrices over the pixels of a map. Maps have their channels last: [N, H, W, C] → [N, H, W, O].
 */
export function winogradConvolution(convolution: SmallConvolution): Lowering {
  const { filters, channels, map, bias } = convolution;
  const pixels = map[0] * map[1];
  const tiles = pixels / (TILE * TILE);
  return (_, [input = ''], { builder }) => {
    const reshape = (value: string, shape: readonly number[]): string =>
      builder.add('Reshape', [value, builder.ints(shape)]);
    const exchange = (value: string): string =>
      builder.add('Transpose', [value], { attributes: { perm: ints([1, 0, 2, 3]) } });
    const coefficients = builder.add('MatMul', [
      builder.constant(inputMatrix(map)),
      reshape(input, [-1, pixels, channels]),
    ]);
    const byCoefficient = exchange(reshape(coefficients, [-1, COEFFICIENTS, tiles, channels]));
    const parts = builder.addMany(
      'Split',
      [byCoefficient, builder.ints(new Array<number>(COEFFICIENTS).fill(1))],
      COEFFICIENTS,
      {
        attributes: { axis: int(0) },
      },
    );
    // One product each, since ONNX Runtime orders constant matrices beforehand, but no stacks of them.
    const products = transformKernels(convolution).map((kernel, coefficient) => {
      const rows = reshape(parts[coefficient] ?? '', [-1, channels]);
      return reshape(builder.add('MatMul', [rows, builder.constant(kernel)]), [1, -1, tiles, filters]);
    });
    const byImage = exchange(builder.add('Concat', products, { attributes: { axis: int(0) } }));
    const output = builder.add('MatMul', [
      builder.constant(outputMatrix(map)),
      reshape(byImage, [-1, COEFFICIENTS * tiles, filters]),
    ]);
    const shifted = bias === undefined ? output : builder.add('Add', [output, builder.constant(bias)]);
    return [reshape(shifted, [-1, ...map, filters])];
  };
}

/** Takes a map's pixels to the coefficients of its tiles, BᵀdB of each: [16·tiles, H·W]. */
function inputMatrix([height, width]: readonly [number, number]): FloatTensor {
  const [rows, columns] = [height / TILE, width / TILE];
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

/** Takes the coefficients of a map's tiles to its pixels, AᵀmA of each: [H·W, 16·tiles]. */
function outputMatrix([height, width]: readonly [number, number]): FloatTensor {
  const [rows, columns] = [height / TILE, width / TILE];
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
function transformKernels({ weight, filters, channels }: SmallConvolution): FloatTensor[] {
  return Array.from({ length: COEFFICIENTS }, (_, coefficient) => {
    const factors = Float64Array.from({ length: 9 }, (_, tap) => {
      const [row, column] = [Math.floor(coefficient / SIDE), coefficient % SIDE];
      return entry(KERNEL_TRANSFORM, row, Math.floor(tap / 3)) * entry(KERNEL_TRANSFORM, column, tap % 3);
    });
    const kernel = new Float32Array(channels * filters);
    for (let channel = 0; channel < channels; channel++) {
      for (let filter = 0; filter < filters; filter++) {
        const at = (filter * channels + channel) * 9;
        let sum = 0;
        for (let tap = 0; tap < 9; tap++) sum += (factors[tap] ?? 0) * (weight.data[at + tap] ?? 0);
        kernel[channel * filters + filter] = sum;
      }
    }
    return floatTensor([channels, filters], kernel);
  });
}

function entry(matrix: readonly (readonly number[])[], row: number, column: number): number {
  return matrix[row]?.[column] ?? 0;
}

function forEachPair(rows: number, columns: number, visit: (row: number, column: number) => void): void {
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) visit(row, column);
}
