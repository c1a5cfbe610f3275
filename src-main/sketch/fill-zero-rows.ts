import { dot, rowOf, squaredNorm, type DenseMatrix } from './matrix.ts';

/** A row shorter than this share of the root mean square length counts as zero. */
const DEAD_LENGTH = 1e-6;

/**
 * A sketch without dead rows: those of B (l × r) that are zero are replaced by original filters, given in the same
 * coordinates as `originals`, the largest L1 norm first. `filled` counts them. Zero originals can't stand in, so a layer
 * with fewer live filters than rows keeps zero rows.
 */
export function fillZeroRows(
  b: DenseMatrix,
  originals: DenseMatrix,
  l1Norms: Float64Array,
): { rows: DenseMatrix; filled: number } {
  const dead = findDeadRows(b);
  if (dead.length === 0) return { rows: b, filled: 0 };
  const candidates = Array.from(l1Norms, (norm, row) => ({ norm, row }))
    .filter(({ norm }) => norm > 0)
    .sort((left, right) => right.norm - left.norm)
    .slice(0, dead.length);
  const filled: DenseMatrix = { ...b, data: b.data.slice() };
  candidates.forEach((candidate, index) => {
    rowOf(filled, dead[index] ?? 0).set(rowOf(originals, candidate.row));
  });
  return { rows: filled, filled: candidates.length };
}

/** The rows that count as zero. */
export function findDeadRows(b: DenseMatrix): number[] {
  const threshold = DEAD_LENGTH ** 2 * (squaredNorm(b) / b.rows);
  return Array.from({ length: b.rows }, (_, row) => row).filter((row) => {
    const vector = rowOf(b, row);
    return dot(vector, vector) <= threshold;
  });
}
