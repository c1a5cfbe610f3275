import { numberAttribute } from '../../graph/attribute.ts';
import type { ShapeRule } from '../../graph/shape-rule.ts';
import { combine } from '../../graph/shape-rules/broadcast.ts';
import { axisOf, constantInts } from '../../graph/shape-rules/constant-input.ts';
import { convolution } from '../../graph/shape-rules/convolution.ts';
import { BLOCKED_DOMAIN } from './lowering/blocked-convolution.ts';

const sameAsFirst: ShapeRule = (_, [first = []]) => [first];

const gather: ShapeRule = (node, [data = [], indices = []]) => {
  const axis = axisOf(node, numberAttribute(node, 'axis', 0), data);
  return [[...data.slice(0, axis), ...indices, ...data.slice(axis + 1)]];
};

/** Along the last axis, as lowerings use it. */
const oneHot: ShapeRule = (node, [indices = []], weights) => [[...indices, ...constantInts(node, 1, weights)]];

/** Without the axis, as lowerings use it. */
const argMax: ShapeRule = (node, [data = []]) => {
  const reduced = axisOf(node, numberAttribute(node, 'axis', 0), data);
  return [data.filter((_, axis) => axis !== reduced)];
};

const maxUnpool: ShapeRule = (node, _, weights) => [constantInts(node, 2, weights)];

/** Shapes of the operators that only lowerings use, by domain. Maps on blocked channels have as many elements as [N, C, H, W]. */
export const LOWERED_SHAPE_RULES: ReadonlyMap<string, ReadonlyMap<string, ShapeRule>> = new Map([
  [
    '',
    new Map<string, ShapeRule>([
      ['Reciprocal', sameAsFirst],
      ['Cast', sameAsFirst],
      ['Hardmax', sameAsFirst],
      ['ScatterElements', sameAsFirst],
      ['Sum', combine],
      ['Gather', gather],
      ['OneHot', oneHot],
      ['ArgMax', argMax],
      ['MaxUnpool', maxUnpool],
    ]),
  ],
  [
    BLOCKED_DOMAIN,
    new Map<string, ShapeRule>([
      ['ReorderInput', sameAsFirst],
      ['ReorderOutput', sameAsFirst],
      ['Conv', convolution],
    ]),
  ],
]);
