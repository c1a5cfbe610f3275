import { decomposeArrowhead } from './arrowhead.ts';
import { rowOf, zeroMatrix, type DenseMatrix, type MatrixProducts } from './matrix.ts';
import { decomposeSymmetric, type SymmetricEigen } from './symmetric-eigen.ts';

/** Up to this size the plain decomposition is the quicker one. */
const SMALL = 32;

/**
 * Eigen-decomposition of a symmetric tridiagonal matrix by divide and conquer: without its middle row and column it
 * falls into two halves; in their eigenvectors the whole is an arrowhead with the middle entry as corner (Gu, Eisenstat,
 * SIAM J. Matrix Anal. Appl. 16 (1995)).
 */
export async function decomposeTridiagonal(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  products: MatrixProducts,
): Promise<SymmetricEigen> {
  const size = diagonal.length;
  if (size <= SMALL) return decomposeSymmetric(denseTridiagonal(diagonal, offDiagonal));
  const middle = size >> 1;
  const left = await decomposeTridiagonal(diagonal.subarray(0, middle), offDiagonal.subarray(0, middle - 1), products);
  const right = await decomposeTridiagonal(diagonal.subarray(middle + 1), offDiagonal.subarray(middle + 1), products);
  const above = offDiagonal[middle - 1] ?? 0;
  const below = offDiagonal[middle] ?? 0;

  const poles = [
    ...Array.from(left.values, (value, row) => {
      return { value, half: 0, row, weight: above * (rowOf(left.vectors, row)[middle - 1] ?? 0) };
    }),
    ...Array.from(right.values, (value, row) => {
      return { value, half: 1, row, weight: below * (rowOf(right.vectors, row)[0] ?? 0) };
    }),
  ].sort((one, other) => other.value - one.value);
  const { values, vectors, lengths } = decomposeArrowhead(
    Float64Array.from(poles, (pole) => pole.value),
    Float64Array.from(poles, (pole) => pole.weight),
    diagonal[middle] ?? 0,
  );

  const shares = [zeroMatrix(size, middle), zeroMatrix(size, size - middle - 1)] as const;
  const whole = zeroMatrix(size, size);
  for (let row = 0; row < size; row++) {
    const vector = rowOf(vectors, row);
    const scale = 1 / (lengths[row] ?? 1);
    poles.forEach((pole, position) => {
      const share = pole.half === 0 ? shares[0] : shares[1];
      share.data[row * share.columns + pole.row] = scale * (vector[position] ?? 0);
    });
    whole.data[row * size + middle] = scale * (vector[size - 1] ?? 0);
  }
  writeColumns(whole, 0, await products.multiply(shares[0], left.vectors));
  writeColumns(whole, middle + 1, await products.multiply(shares[1], right.vectors));
  return { values, vectors: whole };
}

/** A tridiagonal matrix written out in full. */
export function denseTridiagonal(diagonal: ArrayLike<number>, offDiagonal: ArrayLike<number>): DenseMatrix {
  const size = diagonal.length;
  const matrix = zeroMatrix(size, size);
  for (let index = 0; index < size; index++) {
    matrix.data[index * (size + 1)] = diagonal[index] ?? 0;
    if (index + 1 === size) continue;
    matrix.data[index * (size + 1) + 1] = offDiagonal[index] ?? 0;
    matrix.data[(index + 1) * size + index] = offDiagonal[index] ?? 0;
  }
  return matrix;
}

function writeColumns(target: DenseMatrix, start: number, columns: DenseMatrix): void {
  for (let row = 0; row < target.rows; row++) rowOf(target, row).set(rowOf(columns, row), start);
}
