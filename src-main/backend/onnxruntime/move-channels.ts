import { EspalierError } from '../../../src-shared/errors.ts';
import { floatTensor, type FloatTensor, type Tensor } from '../../graph/tensor.ts';

/** Weights [O, C, kh, kw] as [O, kh, kw, C], a copy. @throws EspalierError `internal` for other than float32. */
export function moveChannelsLast(tensor: Tensor): FloatTensor {
  const [filters = 1, channels = 1, height = 1, width = 1] = tensor.shape;
  return floatTensor([filters, height, width, channels], transposeEach(tensor, filters, channels, height * width));
}

/** Weights [O, kh, kw, C] as [O, C, kh, kw], a copy. @throws EspalierError `internal` for other than float32. */
export function moveChannelsFirst(tensor: Tensor): FloatTensor {
  const [filters = 1, height = 1, width = 1, channels = 1] = tensor.shape;
  return floatTensor([filters, channels, height, width], transposeEach(tensor, filters, height * width, channels));
}

/** So many matrices of rows and columns, each transposed. */
function transposeEach(tensor: Tensor, count: number, rows: number, columns: number): Float32Array {
  if (tensor.type !== 'float32') throw new EspalierError('internal', `weights of ${tensor.type} can't be reordered`);
  const { data } = tensor;
  const transposed = new Float32Array(data.length);
  const size = rows * columns;
  for (let start = 0; start < count * size; start += size) {
    let from = start;
    for (let row = 0; row < rows; row++) {
      for (let to = start + row; to < start + size; to += rows) transposed[to] = data[from++] ?? 0;
    }
  }
  return transposed;
}
