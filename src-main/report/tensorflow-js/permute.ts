import { countElements, floatTensor, type FloatTensor } from '../../graph/tensor.ts';

/** The order of axes that brings [N, C, H, W] to [N, H, W, C]. */
export const CHANNELS_LAST: readonly number[] = [0, 2, 3, 1];
/** And back. */
export const CHANNELS_FIRST: readonly number[] = [0, 3, 1, 2];

/** Axis i of the result is axis order[i] of the tensor. */
export function permute(tensor: FloatTensor, order: readonly number[]): FloatTensor {
  const { shape, data } = tensor;
  const strides = shape.map((_, axis) => countElements(shape.slice(axis + 1)));
  const sizes = permuteList(shape, order);
  const steps = permuteList(strides, order);
  const place = sizes.map(() => 0);
  const result = new Float32Array(data.length);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = data[from] ?? 0;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      const [size = 1, step = 0, at = 0] = [sizes[axis], steps[axis], place[axis]];
      if (at + 1 < size) {
        place[axis] = at + 1;
        from += step;
        break;
      }
      place[axis] = 0;
      from -= step * at;
    }
  }
  return floatTensor(sizes, result);
}

export function permuteList(list: readonly number[], order: readonly number[]): number[] {
  return order.map((axis) => list[axis] ?? 0);
}
