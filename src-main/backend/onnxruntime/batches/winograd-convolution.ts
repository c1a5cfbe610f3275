import { int } from '../../../graph/attribute.ts';
import type { Lowering } from '../lowering/lowering.ts';
import type { SmallConvolution } from './small-convolution.ts';
import { COEFFICIENTS, TILE, countTiles, inputMatrix, outputMatrix, transformKernels } from './winograd-transforms.ts';

/** With fewer channels, on larger maps, and where tiles reach far beyond the map, the transforms take about as long as the products save. */
const MANY_CHANNELS = 192;
const LARGEST_MAP = 64;
const LEAST_USE = 0.5;
/** Of more kernels the matrices, which have four times their size, take too much memory for what they save. */
const MOST_KERNELS = 512 * 512;

/** Whether it is a 3×3 convolution of many channels on a small map, which keeps the map's size. */
export function suitsWinograd({ filters, channels, map, window }: SmallConvolution): boolean {
  const { kernel, strides, pads, dilations } = window;
  const isPlain =
    kernel.every((length) => length === 3) &&
    strides.every((stride) => stride === 1) &&
    pads.every((pad) => pad === 1) &&
    dilations.every((dilation) => dilation === 1);
  const isWide = Math.min(filters, channels) >= MANY_CHANNELS && filters * channels <= MOST_KERNELS;
  const pixels = map[0] * map[1];
  const isCovered = pixels >= LEAST_USE * TILE * TILE * countTiles(map[0]) * countTiles(map[1]);
  return isPlain && isWide && isCovered && pixels <= LARGEST_MAP;
}

/**
 * Winograd's convolution F(4×4, 3×3) (Lavin and Gray, arXiv 1509.09308): 36 products of channels for sixteen pixels instead of 144. Both transforms
 * are products with constant matrices over the pixels of a map. Maps have their channels last: [N, H, W, C] → [N, H, W, O].
 */
export function winogradConvolution(convolution: SmallConvolution): Lowering {
  const { filters, channels, map, bias } = convolution;
  const pixels = map[0] * map[1];
  const tiles = countTiles(map[0]) * countTiles(map[1]);
  return (_, [input = ''], { builder }) => {
    const reshape = (value: string, shape: readonly number[]): string =>
      builder.add('Reshape', [value, builder.ints(shape)]);
    const coefficients = builder.add('MatMul', [
      builder.constant(inputMatrix(map)),
      reshape(input, [-1, pixels, channels]),
    ]);
    const lengths = builder.ints(new Array<number>(COEFFICIENTS).fill(tiles));
    const parts = builder.addMany('Split', [coefficients, lengths], COEFFICIENTS, { attributes: { axis: int(1) } });
    // One product each, since ONNX Runtime orders constant matrices beforehand, but no stacks of them.
    const products = transformKernels(convolution).map((kernel, coefficient) =>
      builder.add('MatMul', [parts[coefficient] ?? '', builder.constant(kernel)]),
    );
    const output = builder.add('MatMul', [
      builder.constant(outputMatrix(map)),
      builder.add('Concat', products, { attributes: { axis: int(1) } }),
    ]);
    const shifted = bias === undefined ? output : builder.add('Add', [output, builder.constant(bias)]);
    return [reshape(shifted, [-1, ...map, filters])];
  };
}
