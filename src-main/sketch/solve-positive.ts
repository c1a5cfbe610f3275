import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import {
  columnRange,
  identityMatrix,
  rowRange,
  stackColumns,
  stackRows,
  subtract,
  transpose,
  type DenseMatrix,
  type MatrixProducts,
} from './matrix.ts';

/** Up to this size a block is inverted as it is. */
const BLOCK = 96;

/**
 * Solves C·X = B for a symmetric positive definite C (n × n) and many columns, by halves: with C = [P Qᵀ; Q S] the lower
 * half of X solves the Schur complement S − Q·P⁻¹·Qᵀ, so nearly all of the work is matrix products.
 */
export async function solvePositive(c: DenseMatrix, b: DenseMatrix, products: MatrixProducts): Promise<DenseMatrix> {
  if (c.rows <= BLOCK) return products.multiply(invert(c), b);
  const half = Math.ceil(c.rows / 2);
  const [top, bottom] = [rowRange(c, 0, half), rowRange(c, half, c.rows)];
  const p = columnRange(top, 0, half);
  const right = columnRange(top, half, c.rows);
  const q = columnRange(bottom, 0, half);
  const s = columnRange(bottom, half, c.rows);
  const [upper, lower] = [rowRange(b, 0, half), rowRange(b, half, b.rows)];

  const solved = await solvePositive(p, stackColumns(right, upper), products);
  const eliminated = await products.multiply(q, solved);
  const schur = subtract(s, columnRange(eliminated, 0, s.columns));
  const rest = subtract(lower, columnRange(eliminated, s.columns, eliminated.columns));
  const below = await solvePositive(schur, rest, products);
  const correction = await products.multiply(columnRange(solved, 0, s.columns), below);
  return stackRows(subtract(columnRange(solved, s.columns, solved.columns), correction), below);
}

function invert(c: DenseMatrix): DenseMatrix {
  // ml-matrix insists on exact symmetry, which rounding breaks.
  const mirrored = transpose(c).data;
  const symmetric = c.data.map((entry, index) => (entry + (mirrored[index] ?? 0)) / 2);
  const factor = new CholeskyDecomposition(Matrix.from1DArray(c.rows, c.columns, symmetric));
  const inverse = factor.solve(Matrix.from1DArray(c.rows, c.columns, identityMatrix(c.rows).data));
  return { ...c, data: Float64Array.from(inverse.to1DArray()) };
}
