import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportTensorflowJs } from '../../../src-main/exports/export-tensorflow-js.ts';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import { encodeTensorflowJs } from '../../../src-main/report/tensorflow-js/encode-tensorflow-js.ts';
import { measureFiles, writeModelFolder } from '../../../src-main/report/tensorflow-js/model-folder.ts';
import type { ExportedFile } from '../../../src-shared/result.ts';
import { buildSmallNetwork } from '../../small-network.ts';
import { sampleResult, sampleVariant } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const layer = { channels: 4, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'MaxPool' } as const;
const network = buildSmallNetwork({ layers: [layer], side: 8, classes: 3, transposed: true, seed: 1 });

async function exportedModel(folder: string): Promise<ExportedFile> {
  const files = encodeTensorflowJs(network, { application: 'espalier', recipe: 'earlier' });
  await writeModelFolder(join(folder, 'pruned.tfjs'), files);
  return { format: 'tfjs', path: join(folder, 'pruned.tfjs', 'model.json'), ...measureFiles(files) };
}

it('copies the model that the run exported, byte for byte', async () => {
  const folder = temporaryFolder();
  const variant = sampleVariant('pruned', { files: [await exportedModel(folder)] });
  await exportTensorflowJs(sampleResult(), variant, join(folder, 'copy'));
  const read = (name: string): Buffer[] =>
    readdirSync(join(folder, name)).map((file) => readFileSync(join(folder, name, file)));
  expect(read('copy')).toEqual(read('pruned.tfjs'));
});

it('refuses a model of which any file was changed since (would catch a hash of model.json alone)', async () => {
  const folder = temporaryFolder();
  const variant = sampleVariant('pruned', { files: [await exportedModel(folder)] });
  const shard = join(folder, 'pruned.tfjs', 'group1-shard1of1.bin');
  const bytes = readFileSync(shard);
  bytes[8] = (bytes[8] ?? 0) ^ 1;
  writeFileSync(shard, bytes);
  await expect(exportTensorflowJs(sampleResult(), variant, join(folder, 'copy'))).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('has been changed since'),
  });
  expect(readdirSync(folder)).toEqual(['pruned.tfjs']);
});

it('makes one of the ONNX file where the run exported none, and says what to do where there is neither', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'pruned.onnx');
  const bytes = encodeOnnx(network);
  writeFileSync(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const variant = sampleVariant('pruned', { files: [{ format: 'onnx', path, bytes: bytes.length, sha256 }] });
  const { files, compared } = await exportTensorflowJs(sampleResult(), variant, join(folder, 'model'));
  expect(measureFiles(files).bytes).toBeGreaterThan(1000);
  expect(compared?.images).toBe(4);
  expect(readdirSync(join(folder, 'model')).sort()).toEqual(['group1-shard1of1.bin', 'model.json']);
  const empty = sampleVariant('pruned', { files: [] });
  await expect(exportTensorflowJs(sampleResult(), empty, join(folder, 'none'))).rejects.toThrow(
    'add "tfjs" to "export"',
  );
});
