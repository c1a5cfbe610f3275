import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { addToDiagonal, scaleBy, squaredNorm, type DenseMatrix, type MatrixProducts } from './matrix.ts';

/** Up to this size the plain decomposition is the quicker one. */
const SMALL = 64;
/** A sweep takes the singular values above this share of the largest to 1, and the others nearer to it. */
const REACH = 1e-6;
const SWEEPS = 3;
/** Added to the diagonal, as a share of ‖C‖_F: gives directions that C doesn't have a value to start from. */
const NUDGE = 1e-12;

/**
 * The orthogonal matrix nearest to a square C: U·Vᵀ of its singular value decomposition C = U·S·Vᵀ. For a large one by matrix
 * products alone: X ← ½ρ·(3·I − ρ²·X·Xᵀ)·X, from C / ‖C‖_F on, takes every singular value to 1, and quickest with
 * ρ² = 3 / (1 + λ + λ²) where λ is the least (Chen, Chow, "A stable scaling of Newton–Schulz for improving the sign function
 * computation of a Hermitian matrix", ANL/MCS-P5059-0114 (2014)). Where C is singular many are as near, and it is one of them.
 */
export async function nearestRotation(c: DenseMatrix, products: MatrixProducts): Promise<DenseMatrix> {
  const square = squaredNorm(c);
  if (c.rows <= SMALL || square === 0) return decompose(c, products);
  let x = addToDiagonal(scaleBy(c, 1 / Math.sqrt(square)), NUDGE);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let least = REACH; least < 1 - Number.EPSILON;) {
      const scale = Math.sqrt(3 / (1 + least + least ** 2));
      const factor = await products.multiplyTransposed(x, x);
      scaleAndShift(factor, -0.5 * scale ** 3, 1.5 * scale);
      x = await products.multiply(factor, x);
      least *= 0.5 * scale * (3 - (scale * least) ** 2);
    }
    if (isIdentity(await products.multiplyTransposed(x, x))) return x;
  }
  return decompose(c, products);
}

/** X ← factor·X + shift·I. */
function scaleAndShift({ columns, data }: DenseMatrix, factor: number, shift: number): void {
  for (let index = 0; index < data.length; index++) data[index] = factor * (data[index] ?? 0);
  for (let index = 0; index < data.length; index += columns + 1) data[index] = (data[index] ?? 0) + shift;
}

function isIdentity(x: DenseMatrix): boolean {
  const tolerance = x.rows * Number.EPSILON;
  return addToDiagonal(x, -1).data.every((entry) => Math.abs(entry) <= tolerance);
}

async function decompose(c: DenseMatrix, products: MatrixProducts): Promise<DenseMatrix> {
  const { leftSingularVectors, rightSingularVectors } = new SingularValueDecomposition(
    Matrix.from1DArray(c.rows, c.columns, c.data),
  );
  return products.multiplyTransposed(toDense(leftSingularVectors), toDense(rightSingularVectors));
}

function toDense(matrix: Matrix): DenseMatrix {
  return { rows: matrix.rows, columns: matrix.columns, data: Float64Array.from(matrix.to1DArray()) };
}
