import { zeros, type FloatTensor } from '../graph/tensor.ts';

/**
 * A weight [O, C, kh, kw] or, with its filters on axis 1, [C, O, kh, kw] as [O, C, kh, kw]; and the other way round. As it is where
 * the filters come first.
 */
export function filtersFirst(weight: FloatTensor, filterAxis: 0 | 1): FloatTensor {
  if (filterAxis === 0) return weight;
  const [rows = 1, columns = 1, ...kernel] = weight.shape;
  const area = kernel.reduce((product, side) => product * side, 1);
  const turned = zeros([columns, rows, ...kernel]);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const start = (row * columns + column) * area;
      turned.data.set(weight.data.subarray(start, start + area), (column * rows + row) * area);
    }
  }
  return turned;
}
