import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMatrixProducts } from '../../src-main/backend/onnxruntime/matrix-products.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';
import { measureInPython } from './python-peer.ts';
import { makeLayers } from './sketch-layers.ts';

/** Seconds that numpy takes for the singular value decompositions of VGG16's layers; undefined where it is not installed. */
export async function measureNumpy(): Promise<{ name: string; value: number } | undefined> {
  const products = await createMatrixProducts();
  try {
    return await measureInPython({
      module: 'numpy',
      script: 'sketch-peer.py',
      async prepare(folder) {
        const given = [];
        const layers = await makeLayers(buildVgg16({ classes: 10, width: 1, seed: 1 }), products);
        for (const { layer, weights, shape, keptInputs, keptOutputs } of layers) {
          const path = join(folder, layer);
          await writeFile(path, weights);
          given.push({ path, shape, keptInputs, rows: keptOutputs.length });
        }
        return given;
      },
    });
  } finally {
    await products.release();
  }
}
