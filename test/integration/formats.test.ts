import { execFileSync, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../src-main/backend/onnxruntime/session.ts';
import { createBatchLoader } from '../../src-main/data/batch-source.ts';
import { generateDataset } from '../../src-main/data/generated.ts';
import { exportNetwork } from '../../src-main/engine/export-network.ts';
import { openStageStore } from '../../src-main/engine/stage-store.ts';
import { decodeOnnx } from '../../src-main/graph/onnx-reader.ts';
import type { Graph } from '../../src-main/graph/graph.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';
import { planPruning } from '../../src-main/pruning/plan.ts';
import { surveyGroups } from '../../src-main/pruning/coupled-groups.ts';
import { removeChannels } from '../../src-main/pruning/surgery.ts';
import { recalibrateBatchNorm } from '../../src-main/training/recalibrate.ts';
import { parseRecipe } from '../../src-shared/recipe.ts';
import type { ExportedFile } from '../../src-shared/result.ts';
import { largestDifference, randomTensor } from '../small-network.ts';
import { createRandom } from '../../src-shared/random.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const PYTHON = '/usr/bin/python3';
const onnxMissing = spawnSync(PYTHON, ['-c', 'import onnx']).status === 0 ? undefined : `${PYTHON} has no onnx package`;
const numpyMissing =
  spawnSync(PYTHON, ['-c', 'import numpy']).status === 0 ? undefined : `${PYTHON} has no numpy package`;

const recipe = parseRecipe({
  name: 'formats',
  dataset: { kind: 'generated', train: 200, test: 100 },
  network: { kind: 'vgg16', width: 0.0625 },
  train: { epochs: 1 },
  prune: { criterion: 'l1', ratio: 0.5, minChannels: 2 },
  export: ['onnx', 'safetensors'],
});

/** A pruned network with real statistics, exported in both formats. */
async function exportPruned(): Promise<{ network: Graph; onnx: ExportedFile; safetensors: ExportedFile }> {
  const backend = createOnnxRuntimeBackend({ device: 'cpu' });
  const dataset = generateDataset({ train: 200, test: 100, seed: 1 });
  const loader = createBatchLoader(dataset);
  try {
    const full = buildVgg16({ classes: 10, width: 0.0625, seed: 1 });
    if (recipe.prune === undefined) throw new Error('the recipe prunes nothing');
    const pruned = removeChannels(full, surveyGroups(full).groups, planPruning(full, recipe.prune, 1));
    const network = await recalibrateBatchNorm(pruned, { backend, loader, images: 100, seed: 1 });
    const folder = temporaryFolder();
    const context = {
      runId: 'a-run',
      recipe,
      seed: 1,
      dataset,
      network,
      backend,
      loader,
      stages: openStageStore(folder),
      signal: new AbortController().signal,
      emit: () => undefined,
      notes: [],
    };
    const files = await exportNetwork(context, network, 'pruned', folder);
    const [onnx, safetensors] = files;
    if (onnx === undefined || safetensors === undefined) throw new Error('not both formats were exported');
    expect([onnx.path, safetensors.path]).toEqual([join(folder, 'pruned.onnx'), join(folder, 'pruned.safetensors')]);
    return { network, onnx, safetensors };
  } finally {
    await loader.close();
  }
}

describe('an exported ONNX file', () => {
  it("passes onnx's own checker and shape inference", async ({ skip }) => {
    if (onnxMissing !== undefined) return skip(onnxMissing);
    const { onnx } = await exportPruned();
    const script = [
      'import onnx, sys',
      'model = onnx.load(sys.argv[1])',
      'onnx.checker.check_model(model, full_check=True)',
      'print(model.opset_import[0].version, len(model.graph.node), model.graph.output[0].type.tensor_type.shape.dim[1].dim_value)',
    ].join('\n');
    const [operatorSet, nodes, classes] = execFileSync(PYTHON, ['-c', script, onnx.path], { encoding: 'utf8' }).split(
      ' ',
    );
    expect(Number(operatorSet)).toBeGreaterThanOrEqual(17);
    expect(Number(nodes)).toBe(13 * 3 + 4 + 3);
    expect(Number(classes)).toBe(10);
  });

  it("gives the engine's outputs when ONNX Runtime opens it: catches a file that is not what was measured", async () => {
    const { network, onnx } = await exportPruned();
    const images = randomTensor(createRandom(1), [5, 3, 32, 32]);
    const executable = await createOnnxRuntimeBackend({ device: 'cpu' }).load(network);
    const { logits: expected } = await executable.run({ images });
    await executable.release();
    const session = await InferenceSession.create(onnx.path);
    const { logits } = await session.run({ images: new Tensor('float32', images.data, images.shape) });
    await session.release();
    if (expected?.type !== 'float32' || !(logits?.data instanceof Float32Array)) throw new Error('no logits');
    expect(largestDifference(expected.data, new Float32Array(50))).toBeGreaterThan(1e-3);
    expect(largestDifference(logits.data, expected.data)).toBeLessThan(1e-4);
  });

  it('is read back as the same network: nodes, attributes, weights bit for bit, and says where it comes from', async () => {
    const { network, onnx } = await exportPruned();
    const { metadata, ...read } = decodeOnnx(await readFile(onnx.path), onnx.path);
    expect(read).toEqual(network);
    expect(metadata?.get('application')).toBe('espalier');
  });
});

describe('an exported safetensors file', () => {
  it('holds every weight bit for bit, as a reader of a dozen lines of Python sees it', async ({ skip }) => {
    if (numpyMissing !== undefined) return skip(numpyMissing);
    const { network, safetensors } = await exportPruned();
    const script = [
      'import json, struct, sys',
      'import numpy as np',
      'data = open(sys.argv[1], "rb").read()',
      'length, = struct.unpack("<Q", data[:8])',
      'header = json.loads(data[8:8 + length])',
      'metadata = header.pop("__metadata__")',
      'read = {}',
      'for name, entry in header.items():',
      '    assert entry["dtype"] == "F32", name',
      '    start, end = entry["data_offsets"]',
      '    array = np.frombuffer(data[8 + length + start:8 + length + end], "<f4").reshape(entry["shape"])',
      '    read[name] = [list(array.shape), array.tobytes().hex()]',
      'print(json.dumps([metadata, read]))',
    ].join('\n');
    const printed = execFileSync(PYTHON, ['-c', script, safetensors.path], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const expected = Array.from(network.weights, ([name, { shape, data }]) => [
      name,
      [shape, Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex')],
    ]);
    expect(JSON.parse(printed)).toEqual([
      { application: 'espalier', recipe: 'formats', variant: 'pruned' },
      Object.fromEntries(expected),
    ]);
  });
});
