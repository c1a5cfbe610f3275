import { numberAttribute } from '../graph/attribute.ts';
import type { GraphNode } from '../graph/graph.ts';
import { floatTensor, type FloatTensor } from '../graph/tensor.ts';
import { transpose, type DenseMatrix } from '../sketch/matrix.ts';

/** The weight of a Conv [O, C, kh, kw] or Gemm (either way round) as a matrix with one row an output. */
export function filterMatrix(node: GraphNode, { shape, data }: FloatTensor): DenseMatrix {
  const [first = 1] = shape;
  const stored = { rows: first, columns: data.length / first, data: Float64Array.from(data) };
  return isColumnwise(node) ? transpose(stored) : stored;
}

/** The other way round: a matrix with one row an output as a weight of the given shape. */
export function matrixWeight(node: GraphNode, matrix: DenseMatrix, shape: readonly number[]): FloatTensor {
  return floatTensor(shape, Float32Array.from((isColumnwise(node) ? transpose(matrix) : matrix).data));
}

function isColumnwise(node: GraphNode): boolean {
  return node.operator === 'Gemm' && numberAttribute(node, 'transB', 0) === 0;
}
