import { numberAttribute } from './attribute.ts';
import type { Dimension, GraphNode } from './graph.ts';
import { failShape, type Shape, type ShapeRule } from './shape-rule.ts';
import type { Tensor } from './tensor.ts';
import { readWindow, windowOutput, type Window } from './window.ts';

const sameAsFirst: ShapeRule = (_, [first = []]) => [first];

/** Shapes of the standard operators we know (ONNX operator specifications, operator set 17). */
export const SHAPE_RULES: ReadonlyMap<string, ShapeRule> = new Map<string, ShapeRule>([
  ['Relu', sameAsFirst],
  ['LeakyRelu', sameAsFirst],
  ['Sigmoid', sameAsFirst],
  ['Identity', sameAsFirst],
  ['Dropout', sameAsFirst],
  ['BatchNormalization', batchNormalization],
  ['Softmax', sameAsFirst],
  ['LogSoftmax', sameAsFirst],
  ['Conv', convolution],
  ['MaxPool', pooling],
  ['AveragePool', pooling],
  ['GlobalAveragePool', globalPooling],
  ['Flatten', flatten],
  ['Reshape', reshape],
  ['Gemm', gemm],
  ['Add', combine],
  ['Mul', combine],
  ['Concat', concatenate],
  ['ReduceSum', reduceSum],
  ['Slice', slice],
]);

function spatial(node: GraphNode, shape: Shape): [Dimension, number, number, number] {
  const [batch, channels, height, width] = shape;
  if (
    shape.length !== 4 ||
    batch === undefined ||
    typeof channels !== 'number' ||
    typeof height !== 'number' ||
    typeof width !== 'number'
  ) {
    return failShape(node, `needs a [N, C, H, W] input of known size, not [${shape.join(', ')}]`);
  }
  return [batch, channels, height, width];
}

function batchNormalization(node: GraphNode, [input = [], ...parameters]: readonly Shape[]): Shape[] {
  const wrong = parameters.find((shape) => shape.length !== 1 || shape[0] !== input[1]);
  if (parameters.length !== 4 || wrong !== undefined) {
    return failShape(node, `scale, bias, mean and variance do not all have the ${input[1] ?? 0} channels of its input`);
  }
  return [input];
}

function convolution(node: GraphNode, [input = [], weight = [], bias]: readonly Shape[]): Shape[] {
  const [batch, channels, height, width] = spatial(node, input);
  const [filters, perGroup, kernelHeight, kernelWidth] = weight.map(Number);
  const group = numberAttribute(node, 'group', 1);
  if (
    weight.length !== 4 ||
    filters === undefined ||
    perGroup === undefined ||
    perGroup * group !== channels ||
    filters % group !== 0
  ) {
    return failShape(node, `weights [${weight.join(', ')}] do not fit ${channels} input channels in ${group} group(s)`);
  }
  if (bias !== undefined && (bias.length !== 1 || bias[0] !== filters)) {
    return failShape(node, `a bias [${bias.join(', ')}] does not fit ${filters} filters`);
  }
  const window = readWindow(node, weight.slice(2).map(Number));
  if (window.kernel[0] !== kernelHeight || window.kernel[1] !== kernelWidth) {
    return failShape(
      node,
      `kernel_shape [${window.kernel.join(', ')}] is not that of its weights [${weight.join(', ')}]`,
    );
  }
  return [[batch, filters, ...moveWindow(node, window, height, width)]];
}

function pooling(node: GraphNode, [input = []]: readonly Shape[]): Shape[] {
  const [batch, channels, height, width] = spatial(node, input);
  const output = [batch, channels, ...moveWindow(node, readWindow(node), height, width)];
  return [output, output];
}

function moveWindow(node: GraphNode, window: Window, height: number, width: number): [number, number] {
  const size = windowOutput(window, height, width);
  if (size.some((extent) => extent < 1)) {
    return failShape(node, `its window [${window.kernel.join(', ')}] does not fit a map of [${height}, ${width}]`);
  }
  return size;
}

function globalPooling(node: GraphNode, [input = []]: readonly Shape[]): Shape[] {
  const [batch, channels] = spatial(node, input);
  return [[batch, channels, 1, 1]];
}

function product(node: GraphNode, dimensions: Shape): Dimension {
  const { known, symbols } = factor(dimensions);
  const [symbol] = symbols;
  if (symbol === undefined) return known;
  return symbols.length === 1 && known === 1
    ? symbol
    : failShape(node, `can't merge the dimensions [${dimensions.join(', ')}]`);
}

/** The product of the known dimensions, and the others. */
function factor(dimensions: Shape): { known: number; symbols: string[] } {
  const symbols = dimensions.filter((dimension) => typeof dimension === 'string');
  const known = dimensions.reduce<number>(
    (size, dimension) => (typeof dimension === 'number' ? size * dimension : size),
    1,
  );
  return { known, symbols };
}

function flatten(node: GraphNode, [input = []]: readonly Shape[]): Shape[] {
  const axis = numberAttribute(node, 'axis', 1);
  const split = axis < 0 ? axis + input.length : axis;
  if (split < 0 || split > input.length) return failShape(node, `[${input.join(', ')}] has no axis ${axis}`);
  return [[product(node, input.slice(0, split)), product(node, input.slice(split))]];
}

function reshape(node: GraphNode, [input = []]: readonly Shape[], weights: ReadonlyMap<string, Tensor>): Shape[] {
  const wanted: Shape = constantInts(node, 1, weights).map((size, axis) => (size === 0 ? (input[axis] ?? 0) : size));
  const open = wanted.indexOf(-1);
  const from = factor(input);
  const rest = factor(wanted.filter((_, axis) => axis !== open));
  const [symbol, ...moreSymbols] = from.symbols.filter((dimension) => !rest.symbols.includes(dimension));
  const size = from.known / rest.known;
  const fits = symbol === undefined ? Number.isInteger(size) : size === 1 && open >= 0;
  if (!fits || moreSymbols.length > 0 || size < 0 || (open < 0 && size !== 1)) {
    return failShape(node, `can't turn [${input.join(', ')}] into [${wanted.join(', ')}]`);
  }
  return [wanted.map((dimension, axis) => (axis === open ? (symbol ?? size) : dimension))];
}

function gemm(node: GraphNode, [left = [], right = [], bias = []]: readonly Shape[]): Shape[] {
  const [rows, inner] = numberAttribute(node, 'transA', 0) === 0 ? left : [left[1], left[0]];
  const [innerRight, columns] = numberAttribute(node, 'transB', 0) === 0 ? right : [right[1], right[0]];
  if (left.length !== 2 || right.length !== 2 || rows === undefined || columns === undefined || inner !== innerRight) {
    return failShape(node, `can't multiply [${left.join(', ')}] by [${right.join(', ')}]`);
  }
  return [broadcast(node, [rows, columns], bias)];
}

function combine(node: GraphNode, [left = [], right = []]: readonly Shape[]): Shape[] {
  return [broadcast(node, left, right)];
}

function broadcast(node: GraphNode, left: Shape, right: Shape): Shape {
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, axis) => {
    const first = left[axis - rank + left.length] ?? 1;
    const second = right[axis - rank + right.length] ?? 1;
    if (first === second || second === 1) return first;
    if (first === 1) return second;
    return failShape(node, `can't combine [${left.join(', ')}] with [${right.join(', ')}]`);
  });
}

function concatenate(node: GraphNode, inputs: readonly Shape[]): Shape[] {
  const [first = []] = inputs;
  const joined = axisOf(node, numberAttribute(node, 'axis', 1), first);
  const total = inputs.reduce<number>((sum, shape) => {
    if (shape.length !== first.length || shape.some((extent, axis) => axis !== joined && extent !== first[axis])) {
      return failShape(node, `can't join [${first.join(', ')}] and [${shape.join(', ')}] along axis ${joined}`);
    }
    const size = shape[joined];
    return typeof size === 'number' ? sum + size : failShape(node, 'its axis has no known size');
  }, 0);
  return [first.map((dimension, index) => (index === joined ? total : dimension))];
}

/** An axis that may be counted from the end, counted from the start. */
function axisOf(node: GraphNode, axis: number, shape: Shape): number {
  const fromStart = axis < 0 ? axis + shape.length : axis;
  return fromStart >= 0 && fromStart < shape.length
    ? fromStart
    : failShape(node, `[${shape.join(', ')}] has no axis ${axis}`);
}

function constantInts(node: GraphNode, index: number, weights: ReadonlyMap<string, Tensor>): number[] {
  const tensor = weights.get(node.inputs[index] ?? '');
  if (tensor?.type !== 'int64') return failShape(node, `its input ${index} is not a constant list of integers`);
  return Array.from(tensor.data, Number);
}

/** The same for an input that may be left out. */
function optionalInts(
  node: GraphNode,
  index: number,
  weights: ReadonlyMap<string, Tensor>,
  fallback: readonly number[],
): readonly number[] {
  return (node.inputs[index] ?? '') === '' ? fallback : constantInts(node, index, weights);
}

function reduceSum(node: GraphNode, [input = []]: readonly Shape[], weights: ReadonlyMap<string, Tensor>): Shape[] {
  const axes = optionalInts(node, 1, weights, [...input.keys()]).map((axis) => axisOf(node, axis, input));
  if (numberAttribute(node, 'keepdims', 1) === 1) return [input.map((size, axis) => (axes.includes(axis) ? 1 : size))];
  return [input.filter((_, axis) => !axes.includes(axis))];
}

function slice(node: GraphNode, [input = []]: readonly Shape[], weights: ReadonlyMap<string, Tensor>): Shape[] {
  const starts = constantInts(node, 1, weights);
  const ends = constantInts(node, 2, weights);
  const axes = optionalInts(node, 3, weights, [...starts.keys()]).map((axis) => axisOf(node, axis, input));
  const steps = optionalInts(
    node,
    4,
    weights,
    starts.map(() => 1),
  );
  return [
    input.map((size, axis) => {
      const which = axes.indexOf(axis);
      const [start, end, step] = [starts[which], ends[which], steps[which]];
      if (start === undefined || end === undefined || step === undefined) return size;
      if (typeof size !== 'number' || step < 1)
        return failShape(node, `can't cut axis ${axis} of [${input.join(', ')}]`);
      const within = (place: number): number => Math.min(Math.max(place < 0 ? place + size : place, 0), size);
      return Math.max(0, Math.ceil((within(end) - within(start)) / step));
    }),
  ];
}
