import { numberAttribute } from './attribute.ts';
import type { Dimension, GraphNode } from './graph.ts';
import { failShape, type Shape, type ShapeRule } from './shape-rule.ts';
import type { Tensor } from './tensor.ts';
import { readWindow, windowOutput } from './window.ts';

const sameAsFirst: ShapeRule = (_, [first = []]) => [first];

/** Shapes of the standard operators we know (ONNX operator specifications, operator set 17). */
export const SHAPE_RULES: Readonly<Record<string, ShapeRule>> = {
  Relu: sameAsFirst,
  LeakyRelu: sameAsFirst,
  Sigmoid: sameAsFirst,
  Identity: sameAsFirst,
  Dropout: sameAsFirst,
  BatchNormalization: sameAsFirst,
  Softmax: sameAsFirst,
  LogSoftmax: sameAsFirst,
  Conv: convolution,
  MaxPool: pooling,
  AveragePool: pooling,
  GlobalAveragePool: (node, [input = []]) => {
    const [batch, channels] = spatial(node, input);
    return [[batch, channels, 1, 1]];
  },
  Flatten: flatten,
  Reshape: reshape,
  Gemm: gemm,
  Add: (node, [left = [], right = []]) => [broadcast(node, left, right)],
  Mul: (node, [left = [], right = []]) => [broadcast(node, left, right)],
  Concat: concatenate,
  ReduceSum: reduceSum,
  Slice: slice,
};

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

function convolution(node: GraphNode, [input = [], weight = []]: readonly Shape[]): Shape[] {
  const [batch, channels, height, width] = spatial(node, input);
  const [filters, perGroup, ...kernel] = weight;
  const group = numberAttribute(node, 'group', 1);
  if (typeof filters !== 'number' || typeof perGroup !== 'number' || perGroup * group !== channels) {
    return failShape(node, `weights [${weight.join(', ')}] do not fit ${channels} input channels in ${group} group(s)`);
  }
  return [[batch, filters, ...windowOutput(readWindow(node, kernel.map(Number)), height, width)]];
}

function pooling(node: GraphNode, [input = []]: readonly Shape[]): Shape[] {
  const [batch, channels, height, width] = spatial(node, input);
  const output = [batch, channels, ...windowOutput(readWindow(node), height, width)];
  return [output, output];
}

function product(node: GraphNode, dimensions: Shape): Dimension {
  const symbolic = dimensions.filter((dimension) => typeof dimension === 'string');
  if (symbolic.length === 0) return dimensions.reduce<number>((size, dimension) => size * Number(dimension), 1);
  const [only] = symbolic;
  const others = dimensions.filter((dimension) => typeof dimension === 'number' && dimension !== 1);
  return symbolic.length === 1 && only !== undefined && others.length === 0
    ? only
    : failShape(node, `can't merge the dimensions [${dimensions.join(', ')}]`);
}

function flatten(node: GraphNode, [input = []]: readonly Shape[]): Shape[] {
  const axis = numberAttribute(node, 'axis', 1);
  const split = axis < 0 ? axis + input.length : axis;
  return [[product(node, input.slice(0, split)), product(node, input.slice(split))]];
}

function reshape(node: GraphNode, [input = []]: readonly Shape[], weights: ReadonlyMap<string, Tensor>): Shape[] {
  const wanted = constantInts(node, 1, weights).map((size, axis) => (size === 0 ? (input[axis] ?? 0) : size));
  const open = wanted.indexOf(-1);
  if (open < 0) return [wanted];
  const rest = wanted.filter((_, axis) => axis !== open);
  const symbolic = input.filter((dimension) => typeof dimension === 'string');
  const known = (shape: Shape): number =>
    shape.reduce<number>((size, dimension) => (typeof dimension === 'number' ? size * dimension : size), 1);
  const missing = symbolic.filter((dimension) => !rest.includes(dimension));
  const size = known(input) / known(rest);
  if (missing.length === 0) return [wanted.map((dimension, axis) => (axis === open ? size : dimension))];
  const [name] = missing;
  if (missing.length > 1 || size !== 1 || name === undefined)
    return failShape(node, `can't infer [${wanted.join(', ')}]`);
  return [wanted.map((dimension, axis) => (axis === open ? name : dimension))];
}

function gemm(node: GraphNode, [left = [], right = []]: readonly Shape[]): Shape[] {
  const [rows, inner] = numberAttribute(node, 'transA', 0) === 0 ? left : [left[1], left[0]];
  const [innerRight, columns] = numberAttribute(node, 'transB', 0) === 0 ? right : [right[1], right[0]];
  if (rows === undefined || columns === undefined || inner !== innerRight) {
    return failShape(node, `can't multiply [${left.join(', ')}] by [${right.join(', ')}]`);
  }
  return [[rows, columns]];
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
  const axis = numberAttribute(node, 'axis', 1);
  const joined = axis < 0 ? axis + first.length : axis;
  const total = inputs.reduce<number>((sum, shape) => {
    const size = shape[joined];
    return typeof size === 'number' ? sum + size : failShape(node, 'its axis has no known size');
  }, 0);
  return [first.map((dimension, index) => (index === joined ? total : dimension))];
}

function constantInts(node: GraphNode, index: number, weights: ReadonlyMap<string, Tensor>): number[] {
  const tensor = weights.get(node.inputs[index] ?? '');
  if (tensor?.type !== 'int64') return failShape(node, `its input ${index} is not a constant list of integers`);
  return Array.from(tensor.data, Number);
}

function reduceSum(node: GraphNode, [input = []]: readonly Shape[], weights: ReadonlyMap<string, Tensor>): Shape[] {
  const axes = constantInts(node, 1, weights);
  if (numberAttribute(node, 'keepdims', 1) === 1) return [input.map((size, axis) => (axes.includes(axis) ? 1 : size))];
  return [input.filter((_, axis) => !axes.includes(axis))];
}

function slice(node: GraphNode, [input = []]: readonly Shape[], weights: ReadonlyMap<string, Tensor>): Shape[] {
  const [starts, ends, axes] = [1, 2, 3].map((index) => constantInts(node, index, weights));
  return [
    input.map((size, axis) => {
      const which = axes?.indexOf(axis) ?? -1;
      return which < 0 ? size : (ends?.[which] ?? 0) - (starts?.[which] ?? 0);
    }),
  ];
}
