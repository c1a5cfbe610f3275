import type { GraphBuilder } from '../builder.ts';
import { appendNumber, appendSplit } from './arithmetic.ts';

/** Boxes by two values of one shape, whose given axis has x and y, and width and height. */
export interface CentredBoxes {
  readonly centre: string;
  readonly size: string;
}

/** Keeps a quotient of areas finite where both boxes are points. */
const SMALLEST_AREA = 1e-9;

/**
 * Appends the generalised intersection over union of boxes, in (−1, 1]: IoU − (C − U)/C with the area U of their union and C of the
 * smallest box around both (GIoU, arXiv 1902.09630, algorithm 1). The axis keeps one element.
 */
export function appendGeneralisedOverlap(
  builder: GraphBuilder,
  axis: number,
  first: CentredBoxes,
  second: CentredBoxes,
): string {
  const combine = (operator: string, left: string, right: string): string => builder.add(operator, [left, right]);
  const area = (extents: string): string => builder.add('Mul', appendSplit(builder, extents, axis, [1, 1]));
  const divide = (dividend: string, divisor: string): string =>
    combine('Div', dividend, combine('Add', divisor, appendNumber(builder, SMALLEST_AREA)));
  const [a, b] = [corners(builder, first), corners(builder, second)];

  const shared = combine('Sub', combine('Min', a.high, b.high), combine('Max', a.low, b.low));
  const around = combine('Sub', combine('Max', a.high, b.high), combine('Min', a.low, b.low));
  const intersection = area(builder.add('Relu', [shared]));
  const union = combine('Sub', combine('Add', area(first.size), area(second.size)), intersection);
  const overlap = combine('Add', divide(intersection, union), divide(union, area(around)));
  return combine('Sub', overlap, appendNumber(builder, 1));
}

/** The left upper corners and the right lower ones. */
function corners(builder: GraphBuilder, { centre, size }: CentredBoxes): { low: string; high: string } {
  const half = builder.add('Mul', [size, appendNumber(builder, 0.5)]);
  return { low: builder.add('Sub', [centre, half]), high: builder.add('Add', [centre, half]) };
}
