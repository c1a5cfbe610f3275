import { intsAttribute, numberAttribute } from '../attribute.ts';
import type { Dimension, GraphNode } from '../graph.ts';
import { failShape, type Shape } from '../shape-rule.ts';
import type { Tensor } from '../tensor.ts';
import { broadcast } from './broadcast.ts';
import { axisOf, constantInts, hasInput } from './constant-input.ts';

type Weights = ReadonlyMap<string, Tensor>;

export function flatten(node: GraphNode, [input = []]: readonly Shape[]): Shape[] {
  const axis = numberAttribute(node, 'axis', 1);
  const split = axis < 0 ? axis + input.length : axis;
  if (split < 0 || split > input.length) return failShape(node, `[${input.join(', ')}] has no axis ${axis}`);
  return [[product(node, input.slice(0, split)), product(node, input.slice(split))]];
}

export function reshape(node: GraphNode, [input = []]: readonly Shape[], weights: Weights): Shape[] {
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

/** Axes exchanged by `perm`; turned around where there is none. */
export function transpose(node: GraphNode, [input = []]: readonly Shape[]): Shape[] {
  const order = permutationOf(node, input.length);
  if (order.length !== input.length || new Set(order).size !== input.length) {
    return failShape(node, `perm [${order.join(', ')}] is no order of the axes of [${input.join(', ')}]`);
  }
  return [order.map((axis) => input[axis] ?? failShape(node, `[${input.join(', ')}] has no axis ${axis}`))];
}

/** The axis of the input that becomes each axis of the output of a Transpose. */
export function permutationOf(node: GraphNode, rank: number): readonly number[] {
  return intsAttribute(
    node,
    'perm',
    Array.from({ length: rank }, (_, axis) => rank - 1 - axis),
  );
}

export function squeeze(node: GraphNode, [input = []]: readonly Shape[], weights: Weights): Shape[] {
  if (!hasInput(node, 1)) return [input.filter((size) => size !== 1)];
  const axes = constantInts(node, 1, weights).map((axis) => axisOf(node, axis, input));
  const long = axes.find((axis) => input[axis] !== 1);
  if (long !== undefined) return failShape(node, `axis ${long} of [${input.join(', ')}] is not of size 1`);
  return [input.filter((_, axis) => !axes.includes(axis))];
}

export function unsqueeze(node: GraphNode, [input = []]: readonly Shape[], weights: Weights): Shape[] {
  const given = constantInts(node, 1, weights);
  const places = new Array<Dimension>(input.length + given.length).fill(1);
  const axes = new Set(given.map((axis) => axisOf(node, axis, places)));
  if (axes.size !== given.length) return failShape(node, `axes [${given.join(', ')}] name one twice`);
  const rest = input.values();
  return [places.map((size, axis) => (axes.has(axis) ? size : (rest.next().value ?? size)))];
}

/** Expand: the input repeated to a shape, or where that has ones kept as it is. */
export function expand(node: GraphNode, [input = []]: readonly Shape[], weights: Weights): Shape[] {
  return [broadcast(node, input, constantInts(node, 1, weights))];
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
