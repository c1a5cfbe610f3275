import { EspalierError } from '../../src-shared/errors.ts';
import type { SketchRecipe } from '../../src-shared/recipe.ts';
import type { Certificate } from '../../src-shared/result.ts';
import { alignToKept, keepsInformation } from './align.ts';
import { certifySketch } from './certificate.ts';
import { fillZeroRows } from './fill-zero-rows.ts';
import { selectRows, squaredNorm, zeroMatrix, type DenseMatrix, type MatrixProducts } from './matrix.ts';
import { findMixing, findRowSpace, type RowSpace } from './row-space.ts';
import { scaleSketch } from './scale.ts';
import type { SketchedRows } from './shrink.ts';
import { sketchRows } from './sketch.ts';
import { timeProducts } from './time-products.ts';

/** A convolution to compensate: its original weights, what the pruning keeps, and how to sketch. */
export interface LayerToCompensate extends Pick<SketchRecipe, 'solver' | 'align' | 'scale'> {
  readonly layer: string;
  /** The ORIGINAL weights, [filters, channels, kernel height, kernel width]. */
  readonly weights: Float32Array;
  readonly shape: readonly [number, number, number, number];
  /** Input channels that the previous layer keeps. */
  readonly keptInputs: readonly number[];
  /** Filters that the pruning keeps. */
  readonly keptOutputs: readonly number[];
}

export interface CompensatedLayer {
  /** [kept filters, kept channels, kernel height, kernel width]; filter i stands for `keptOutputs[i]`. */
  readonly weights: Float32Array;
  /** M (kept × original filters): the new filters are M times the original ones. */
  readonly mixing: DenseMatrix;
  /** The original filters and the new ones in the coordinates of the original's row space. */
  readonly originals: DenseMatrix;
  readonly rows: DenseMatrix;
  readonly certificate: Certificate;
}

/**
 * Replaces a pruned layer's weights by a sketch of the original layer: the body of the paper's loop over layers.
 * @throws EspalierError `bad-network` for weights that are not finite, `internal` for indices outside the shape.
 */
export async function compensateLayer(given: LayerToCompensate, engine: MatrixProducts): Promise<CompensatedLayer> {
  const started = performance.now();
  const products = timeProducts(engine);
  const a = restrictInputs(given);
  const space = await findRowSpace(a, products);
  checkIndices(given.layer, given.keptOutputs, given.shape[0]);
  const sketch = await sketchRows(space, given.keptOutputs.length, given.solver, products);
  const { rows, certificate } = await finishSketch(given, a, space, sketch, products);
  const mixing = await findMixing(rows, space, products);
  const b = await products.multiply(mixing, a);
  const milliseconds = performance.now() - started;
  return {
    weights: new Float32Array(b.data),
    mixing,
    originals: space.coordinates,
    rows,
    certificate: { ...certificate, milliseconds, productShare: products.milliseconds() / milliseconds },
  };
}

/**
 * Aligns, fills and scales the sketch of a layer, given as a matrix with its row space, in whose coordinates sketch and rows are; the
 * certificate says what they keep of its information.
 */
export async function finishSketch(
  { layer, keptOutputs, solver, align, scale }: Omit<LayerToCompensate, 'weights' | 'shape' | 'keptInputs'>,
  a: DenseMatrix,
  space: RowSpace,
  sketch: SketchedRows,
  products: MatrixProducts,
): Promise<Pick<CompensatedLayer, 'rows' | 'certificate'>> {
  const started = performance.now();
  const kept = selectRows(space.coordinates, keptOutputs);
  const aligned = align === 'procrustes' ? await alignToKept(sketch.rows, kept, products) : sketch.rows;
  const { rows, filled } = fillZeroRows(aligned, space.coordinates, l1Norms(a));
  const scaled = scaleSketch(rows, kept, scale);
  // Measured before the rotation wherever that is the same, so that who wants only the certificate needs no alignment.
  const measured = keepsInformation(sketch.rows, solver) ? scaleSketch(sketch.rows, kept, scale) : scaled;
  const certificate: Certificate = {
    layer,
    solver,
    align,
    scale,
    originalFilters: a.rows,
    keptFilters: keptOutputs.length,
    filterLength: a.columns,
    ...certifySketch(space, measured, kept, solver),
    zeroRows: filled,
    shrinks: sketch.shrinks,
    milliseconds: performance.now() - started,
  };
  return { rows: scaled, certificate };
}

/** A layer as a matrix: one row a filter, only the kept input channels. @throws EspalierError as `compensateLayer`. */
export function restrictInputs({
  layer,
  weights,
  shape: [filters, channels, height, width],
  keptInputs,
}: Pick<LayerToCompensate, 'layer' | 'weights' | 'shape' | 'keptInputs'>): DenseMatrix {
  const area = height * width;
  if (weights.length !== filters * channels * area) {
    throw new EspalierError(
      'internal',
      `layer "${layer}" has ${weights.length} weights, not ${filters * channels * area}`,
    );
  }
  checkIndices(layer, keptInputs, channels);
  const a = zeroMatrix(filters, keptInputs.length * area);
  let to = 0;
  for (let filter = 0; filter < filters; filter++) {
    for (const channel of keptInputs) {
      const start = (filter * channels + channel) * area;
      for (let from = start; from < start + area; from++) a.data[to++] = weights[from] ?? 0;
    }
  }
  if (!Number.isFinite(squaredNorm(a))) {
    throw new EspalierError(
      'bad-network',
      `layer "${layer}" has weights that are not finite numbers, so it can't be sketched`,
    );
  }
  return a;
}

function checkIndices(layer: string, indices: readonly number[], count: number): void {
  const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= count);
  if (wrong !== undefined || indices.length === 0) {
    throw new EspalierError('internal', `layer "${layer}" can't keep channel ${wrong ?? 'nothing'} of ${count}`);
  }
}

function l1Norms(a: DenseMatrix): Float64Array {
  const norms = new Float64Array(a.rows);
  for (let row = 0, index = 0; row < a.rows; row++) {
    let sum = 0;
    for (const end = index + a.columns; index < end; index++) sum += Math.abs(a.data[index] ?? 0);
    norms[row] = sum;
  }
  return norms;
}
