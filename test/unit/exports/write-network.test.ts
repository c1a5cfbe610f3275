import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTarGz } from '../../../src-main/data/tar-gz/read-tar-gz.ts';
import { writeNetwork } from '../../../src-main/exports/write-network.ts';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import type { Graph } from '../../../src-main/graph/graph.ts';
import { decodeSafetensors } from '../../../src-main/weights/safetensors.ts';
import { createRandom } from '../../../src-shared/random.ts';
import type { VariantResult } from '../../../src-shared/result.ts';
import { sampleResult, sampleVariant } from '../../sample-result.ts';
import { buildSmallNetwork, randomTensor } from '../../small-network.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const layer = { channels: 4, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'MaxPool' } as const;
const network = buildSmallNetwork({ layers: [layer], side: 8, classes: 3, transposed: true, seed: 1 });
const noImages = (): Promise<undefined> => Promise.resolve(undefined);

function exportedVariant(folder: string): VariantResult {
  const path = join(folder, 'exported.onnx');
  const bytes = encodeOnnx(network);
  writeFileSync(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return sampleVariant('pruned', { files: [{ format: 'onnx', path, bytes: bytes.length, sha256 }] });
}

describe('writeNetwork', () => {
  it('writes ONNX byte for byte and compares outputs on the images it is given, else on random ones', async () => {
    const folder = temporaryFolder();
    const variant = exportedVariant(folder);
    const place = { path: join(folder, 'copy.onnx'), stem: 'copy' };
    const given = (_: Graph, count: number) =>
      Promise.resolve(randomTensor(createRandom(2, 'given'), [count - 9, 3, 8, 8]));
    expect(await writeNetwork(sampleResult(), variant, 'onnx', place, given)).toEqual({
      kind: 'outputs',
      images: 7,
      difference: 0,
    });
    expect(await writeNetwork(sampleResult(), variant, 'onnx', place, noImages)).toMatchObject({ images: 16 });
    expect(Buffer.compare(readFileSync(place.path), encodeOnnx(network))).toBe(0);
  });

  it('writes safetensors and counts the tensors that are equal', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'copy.safetensors');
    const place = { path, stem: 'copy' };
    const verified = await writeNetwork(sampleResult(), exportedVariant(folder), 'safetensors', place, noImages);
    expect(verified).toEqual({ kind: 'tensors', tensors: network.weights.size });
    expect([...decodeSafetensors(readFileSync(path)).tensors.keys()].sort()).toEqual(
      [...network.weights.keys()].sort(),
    );
  });

  it('writes a TensorFlow.js model as an archive of one folder, and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'copy.tar.gz');
    const verified = await writeNetwork(
      sampleResult(),
      exportedVariant(folder),
      'tfjs',
      { path, stem: '模型' },
      noImages,
    );
    expect(verified).toMatchObject({ kind: 'outputs', images: 4 });
    const names: string[] = [];
    await readTarGz(path, (member) => {
      names.push(member.path);
      return Promise.resolve();
    });
    expect(names).toEqual(['模型/model.json', '模型/group1-shard1of1.bin']);
    expect(readdirSync(folder).sort()).toEqual(['copy.tar.gz', 'exported.onnx']);
  });
});
