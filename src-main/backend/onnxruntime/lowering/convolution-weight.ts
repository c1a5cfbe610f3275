import { int, ints, intsAttribute, numberAttribute } from '../../../graph/attribute.ts';
import type { GraphNode } from '../../../graph/graph.ts';
import { readWindow, type Window } from '../../../graph/window.ts';
import { imageColumns, seesEachPixelOnce, SHARED_COLUMNS_MAP } from './columns.ts';
import { windowAttributes } from './convolution.ts';
import type { Lowering, LoweringContext, OnnxRuntimeDevice } from './lowering.ts';
import { oneHotKernels } from './one-hot-kernels.ts';

/** The sizes of a convolution whose weight's gradient is computed. */
interface Sizes {
  readonly batch: number;
  /** Of the input. */
  readonly map: readonly [height: number, width: number];
  /** Pixels of the output. */
  readonly area: number;
  readonly kernel: readonly [number, number];
  readonly taps: number;
  readonly groups: number;
  /** Input channels of a group. */
  readonly inside: number;
  /** Filters of a group. */
  readonly outside: number;
}

/** Elements of the largest columns made of a whole batch on a GPU, 256 MiB: few large products keep it busy. */
const LARGEST_COLUMNS = 2 ** 26;

/**
 * Gradient of a convolution's weight [O, C/group, kh, kw]: dy [O, N·H'·W'] times what each window sees, group by group. Pointwise
 * convolutions see the input as it is. For the others it is written down, of the whole batch where that is faster, else of few images at a
 * time.
 */
export const lowerConvWeightGradient: Lowering = (node, [gradient = '', input = ''], context) => {
  const { builder } = context;
  const shape = intsAttribute(node, 'weight_shape', []);
  const [filters = 1, inside = 1, kernelHeight = 1, kernelWidth = 1] = shape;
  const groups = numberAttribute(node, 'group', 1);
  const window = readWindow(node, [kernelHeight, kernelWidth]);
  const [batch = 1, , outputHeight = 1, outputWidth = 1] = context.shape(node.inputs[0] ?? '');
  const [, channels = 1, height = 1, width = 1] = context.shape(node.inputs[1] ?? '');
  const area = outputHeight * outputWidth;
  const taps = kernelHeight * kernelWidth;
  const sizes: Sizes = {
    batch,
    map: [height, width],
    area,
    kernel: window.kernel,
    taps,
    groups,
    inside,
    outside: filters / groups,
  };
  if (readsColumnsOfBatch(node, context.shape, context.device)) {
    const columns = imageColumns(input, [batch, channels, height, width], window, context);
    const product = productOfBatch(gradient, columns, sizes, context);
    if (context.hasChannelsLast(node.outputs[0] ?? '')) return [product];
    return [builder.add('Transpose', [product], { attributes: { perm: ints([0, 3, 1, 2]) } })];
  }
  const product = seesEachPixelOnce(window)
    ? productOfImages(gradient, input, sizes, batch, context)
    : productByImages(gradient, input, window, sizes, context);
  const length = inside * taps;
  if (!hasSeenFirst(sizes)) return [builder.add('Reshape', [product, builder.ints(shape)])];
  const rows = builder.add('Reshape', [product, builder.ints([groups, length, sizes.outside])]);
  const turned = builder.add('Transpose', [rows], { attributes: { perm: ints([0, 2, 1]) } });
  return [builder.add('Reshape', [turned, builder.ints(shape)])];
};

/** Whether it is a product with the columns of the whole batch. */
export function readsColumnsOfBatch(
  node: GraphNode,
  shape: LoweringContext['shape'],
  device: OnnxRuntimeDevice,
): boolean {
  if (numberAttribute(node, 'group', 1) !== 1) return false;
  const [, , kernelHeight = 1, kernelWidth = 1] = intsAttribute(node, 'weight_shape', []);
  const [batch = 1, , height = 1, width = 1] = shape(node.inputs[0] ?? '');
  const [, channels = 1] = shape(node.inputs[1] ?? '');
  const [area, taps] = [height * width, kernelHeight * kernelWidth];
  const suitsGpu = device !== 'cpu' && taps > 1 && batch * area * taps * channels <= LARGEST_COLUMNS;
  return area <= SHARED_COLUMNS_MAP || suitsGpu;
}

/** ONNX Runtime packs every element of a product's right factor first: dy stands there where it has few filters. */
const FEW_FILTERS = 128;

/** Whether the product is that of what is seen times dy, which is transposed in the end. */
function hasSeenFirst({ inside, taps, outside }: Sizes): boolean {
  return outside > 1 && outside <= FEW_FILTERS && outside <= inside * taps;
}

/** dy [N, H', W', O] times the columns [N·H'·W', kh·kw·C] of all images: [O, kh, kw, C]. */
function productOfBatch(gradient: string, columns: string, sizes: Sizes, { builder }: LoweringContext): string {
  const { batch, area, kernel, taps, inside, outside } = sizes;
  const places = batch * area;
  const turn = (value: string): string => builder.add('Transpose', [value], { attributes: { perm: ints([0, 2, 1]) } });
  const matrix = (value: string, rows: number, length: number): string =>
    builder.add('Reshape', [value, builder.ints([rows, length])]);
  if (hasSeenFirst(sizes)) {
    const product = builder.add('Gemm', [columns, matrix(gradient, places, outside)], {
      attributes: { transA: int(1) },
    });
    const rows = turn(builder.add('Reshape', [product, builder.ints([1, taps * inside, outside])]));
    return builder.add('Reshape', [rows, builder.ints([outside, ...kernel, inside])]);
  }
  // A product reads a left factor faster as it lies than transposed.
  const byFilter = turn(builder.add('Reshape', [gradient, builder.ints([1, places, outside])]));
  const product = builder.add('Gemm', [matrix(byFilter, outside, places), columns]);
  return builder.add('Reshape', [product, builder.ints([outside, ...kernel, inside])]);
}

/** Elements of the columns made at one time: what the processor's caches hold. */
const COLUMNS_AT_ONCE = 2 ** 21;

/** Σ over all images as `productOfImages` gives it, few of them at a time. */
function productByImages(
  gradient: string,
  input: string,
  window: Window,
  sizes: Sizes,
  context: LoweringContext,
): string {
  const { builder } = context;
  const { batch, map, area, taps, groups, inside } = sizes;
  const channels = groups * inside;
  const atOnce = Math.min(batch, Math.max(1, Math.floor(COLUMNS_AT_ONCE / (channels * taps * area))));
  const parts = Array.from({ length: Math.ceil(batch / atOnce) }, (_, part) => Math.min(atOnce, batch - part * atOnce));
  const kernels = context.shared(`one-hot kernels ${window.kernel.join()}`, () =>
    builder.constant(oneHotKernels(window.kernel)),
  );
  const divide = (value: string): string[] =>
    parts.length === 1
      ? [value]
      : builder.addMany('Split', [value, builder.ints(parts)], parts.length, { attributes: { axis: int(0) } });
  const images = divide(input);
  const products = divide(gradient).map((dy, part) => {
    const count = parts[part] ?? 1;
    const planes = builder.add('Reshape', [images[part] ?? '', builder.ints([count * channels, 1, ...map])]);
    const columns = builder.add('Conv', [planes, kernels], { attributes: windowAttributes(window) });
    return productOfImages(dy, columns, sizes, count, context);
  });
  return products.length === 1 ? (products[0] ?? '') : builder.add('Sum', products);
}

/**
 * Σ over images of dy [group, O/group, H'·W'] times what is seen [group, C/group·kh·kw, H'·W'], transposed; or with the factors in each other's
 * place.
 */
function productOfImages(
  gradient: string,
  seen: string,
  sizes: Sizes,
  count: number,
  context: LoweringContext,
): string {
  const { builder } = context;
  const { area, taps, groups, inside, outside } = sizes;
  const filters = builder.add('Reshape', [gradient, builder.ints([count, groups, outside, area])]);
  const inputs = builder.add('Reshape', [seen, builder.ints([count, groups, inside * taps, area])]);
  const [left, right] = hasSeenFirst(sizes) ? [inputs, filters] : [filters, inputs];
  // ONNX Runtime reads it transposed and makes no copy.
  const turned = builder.add('Transpose', [right], { attributes: { perm: ints([0, 1, 3, 2]) } });
  return sumOfImages(builder.add('MatMul', [left, turned]), count, context);
}

function sumOfImages(products: string, count: number, { builder }: LoweringContext): string {
  if (count === 1) return products;
  return builder.add('ReduceSum', [products, builder.ints([0])], { attributes: { keepdims: int(0) } });
}
