import { numberAttribute } from '../attribute.ts';
import type { GraphNode } from '../graph.ts';
import { failShape, type Shape } from '../shape-rule.ts';
import type { Tensor } from '../tensor.ts';
import { axisOf, constantInts, hasInput, optionalInts } from './constant-input.ts';

type Weights = ReadonlyMap<string, Tensor>;

export function concatenate(node: GraphNode, inputs: readonly Shape[]): Shape[] {
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

export function slice(node: GraphNode, [input = []]: readonly Shape[], weights: Weights): Shape[] {
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
      return Math.max(0, Math.ceil((placeWithin(end, size) - placeWithin(start, size)) / step));
    }),
  ];
}

/** A bound of a slice: counted from the end where negative, and cut to the axis. */
export function placeWithin(place: number, size: number): number {
  return Math.min(Math.max(place < 0 ? place + size : place, 0), size);
}

/** Split into parts of the sizes in its second input, or into equal ones, one for each output. */
export function split(node: GraphNode, [input = []]: readonly Shape[], weights: Weights): Shape[] {
  const axis = axisOf(node, numberAttribute(node, 'axis', 0), input);
  const size = input[axis];
  const parts = node.outputs.length;
  if (typeof size !== 'number') return failShape(node, `axis ${axis} of [${input.join(', ')}] has no known size`);
  const even = Math.ceil(size / parts);
  const sizes = hasInput(node, 1)
    ? constantInts(node, 1, weights)
    : node.outputs.map((_, part) => Math.min(even, size - part * even));
  if (sizes.length !== parts || sizes.some((part) => part < 0) || sizes.reduce((sum, part) => sum + part, 0) !== size) {
    return failShape(node, `can't split ${size} along axis ${axis} into [${sizes.join(', ')}]`);
  }
  return sizes.map((part) => input.map((whole, place) => (place === axis ? part : whole)));
}

export function pad(node: GraphNode, [input = []]: readonly Shape[], weights: Weights): Shape[] {
  const amounts = constantInts(node, 1, weights);
  const axes = optionalInts(node, 3, weights, [...input.keys()]).map((axis) => axisOf(node, axis, input));
  if (amounts.length !== 2 * axes.length) {
    return failShape(node, `pads [${amounts.join(', ')}] do not fit [${input.join(', ')}]`);
  }
  return [
    input.map((size, axis) => {
      const which = axes.indexOf(axis);
      const more = (amounts[which] ?? 0) + (amounts[which + axes.length] ?? 0);
      if (which < 0 || more === 0) return size;
      return typeof size === 'number' && size + more >= 0
        ? size + more
        : failShape(node, `can't pad axis ${axis} of [${input.join(', ')}] by ${more}`);
    }),
  ];
}
