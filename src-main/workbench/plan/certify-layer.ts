import type { SketchRecipe } from '../../../src-shared/recipe.ts';
import type { Certificate } from '../../../src-shared/result.ts';
import { sha256 } from '../../engine/durable-folder.ts';
import { keepsInformation } from '../../sketch/align.ts';
import { finishSketch, restrictInputs, type LayerToCompensate } from '../../sketch/compensate-layer.ts';
import type { DenseMatrix, MatrixProducts } from '../../sketch/matrix.ts';
import { findRowSpace, type RowSpace } from '../../sketch/row-space.ts';
import type { SketchedRows } from '../../sketch/shrink.ts';
import { sketchRows } from '../../sketch/sketch.ts';
import { createMemory } from '../memory.ts';

/** A layer, and the sketches of it that are to be certified. */
export interface CertifiedLayer extends Omit<LayerToCompensate, 'solver' | 'align' | 'scale'> {
  readonly sketches: readonly Pick<SketchRecipe, 'solver' | 'align' | 'scale'>[];
}

export type LayerCertifier = (layer: CertifiedLayer, products: MatrixProducts) => Promise<Certificate[]>;

/** As many as VGG16 has layers, of a few megabytes each. */
const MOST_SPACES = 16;
const MOST_SKETCHES = 16;

/**
 * Certifies sketches as the compensation would, without making the new weights. It keeps what sketches of a layer share: the
 * decomposition, which depends on the weights and the kept inputs alone, and the sketch before it is aligned and scaled.
 */
export function createLayerCertifier(): LayerCertifier {
  const spaces = createMemory<{ readonly a: DenseMatrix; readonly space: RowSpace }>(MOST_SPACES);
  const sketched = createMemory<SketchedRows>(MOST_SKETCHES);
  return async ({ sketches, ...given }, products) => {
    const key = sha256(new Uint8Array(given.weights.buffer, given.weights.byteOffset, given.weights.byteLength));
    const spaceKey = JSON.stringify([key, given.shape, given.keptInputs]);
    const { a, space } = await spaces.recall(spaceKey, async () => {
      const restricted = restrictInputs(given);
      return { a: restricted, space: await findRowSpace(restricted, products) };
    });
    const certificates: Certificate[] = [];
    for (const { solver, align, scale } of sketches) {
      const count = given.keptOutputs.length;
      const sketch = await sketched.recall(JSON.stringify([spaceKey, count, solver]), () =>
        sketchRows(space, count, solver, products),
      );
      const needed = keepsInformation(sketch.rows, solver) ? 'none' : align;
      const finished = await finishSketch({ ...given, solver, align: needed, scale }, a, space, sketch, products);
      certificates.push({ ...finished.certificate, align });
    }
    return certificates;
  };
}
