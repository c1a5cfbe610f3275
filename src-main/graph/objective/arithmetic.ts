import { int } from '../attribute.ts';
import type { GraphBuilder } from '../builder.ts';
import { floatTensor } from '../tensor.ts';

/** A constant number []. */
export function appendNumber(builder: GraphBuilder, value: number): string {
  return builder.constant(floatTensor([], [value]));
}

/** The sum [] over all elements of a value. */
export function appendSum(builder: GraphBuilder, value: string): string {
  return builder.add('ReduceSum', [value], { attributes: { keepdims: int(0) } });
}

/** The sum of values of one shape, of which there is at least one. */
export function appendTotal(builder: GraphBuilder, values: readonly string[]): string {
  return values.reduce((total, value) => builder.add('Add', [total, value]));
}

/** What divides a sum over the objects of a batch to make it their mean: how many there are by their mask of 0 and 1, or 1 where there is none. */
export function appendCount(builder: GraphBuilder, mask: string): string {
  return builder.add('Max', [appendSum(builder, mask), appendNumber(builder, 1)]);
}

/** Parts of a value that lie one behind the other along an axis, by their sizes. */
export function appendSplit(builder: GraphBuilder, value: string, axis: number, sizes: readonly number[]): string[] {
  return builder.addMany('Split', [value, builder.ints(sizes)], sizes.length, { attributes: { axis: int(axis) } });
}
