import { countElements } from '../../graph/tensor.ts';

/** The elements of a view in row-major order, copied. */
export function copyStrided(
  elements: Float32Array,
  view: { readonly offset: number; readonly shape: readonly number[]; readonly strides: readonly number[] },
): Float32Array<ArrayBuffer> {
  const { offset, shape, strides } = view;
  const copy = new Float32Array(countElements(shape));
  if (isContiguous(shape, strides)) {
    copy.set(elements.subarray(offset, offset + copy.length));
    return copy;
  }
  const place = shape.map(() => 0);
  let source = offset;
  for (let target = 0; target < copy.length; target++) {
    copy[target] = elements[source] ?? 0;
    // Counts on, the last axis fastest.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [at = 0, extent = 1, stride = 0] = [place[axis], shape[axis], strides[axis]];
      source += stride;
      if (at + 1 < extent) {
        place[axis] = at + 1;
        break;
      }
      source -= extent * stride;
      place[axis] = 0;
    }
  }
  return copy;
}

/** Strides of axes with one element do not matter. */
function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] ?? 1;
    if (extent > 1 && strides[axis] !== expected) return false;
    expected *= extent;
  }
  return true;
}
