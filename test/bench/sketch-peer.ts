import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createMatrixProducts } from '../../src-main/backend/onnxruntime/matrix-products.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';
import { makeLayers } from './sketch-layers.ts';

const PYTHON = '/usr/bin/python3';
const answerSchema = z.object({ name: z.string(), seconds: z.number() });

/** Seconds that numpy takes for the singular value decompositions of VGG16's layers; undefined where it is not installed. */
export async function measureNumpy(): Promise<{ name: string; value: number } | undefined> {
  if (spawnSync(PYTHON, ['-c', 'import numpy']).status !== 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'espalier-bench-'));
  const products = await createMatrixProducts();
  try {
    const given = [];
    for (const { layer, weights, shape, keptInputs, keptOutputs } of await makeLayers(
      buildVgg16({ classes: 10, width: 1, seed: 1 }),
      products,
    )) {
      const path = join(folder, layer);
      await writeFile(path, weights);
      given.push({ path, shape, keptInputs, rows: keptOutputs.length });
    }
    const script = fileURLToPath(new URL('./sketch-peer.py', import.meta.url));
    const answer = spawnSync(PYTHON, [script], { input: JSON.stringify(given), encoding: 'utf8' });
    if (answer.status !== 0) throw new Error(`numpy's process failed: ${answer.stderr}`);
    const { name, seconds } = answerSchema.parse(JSON.parse(answer.stdout));
    return { name, value: seconds };
  } finally {
    await products.release();
    await rm(folder, { recursive: true });
  }
}
