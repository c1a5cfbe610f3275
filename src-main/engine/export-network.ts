import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportedFile } from '../../src-shared/result.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { compareOutputs } from '../evaluation/compare-outputs.ts';
import { decodeOnnx } from '../graph/onnx-reader.ts';
import { encodeOnnx } from '../graph/onnx-writer.ts';
import type { Graph } from '../graph/graph.ts';
import { decodeSafetensors, encodeSafetensors } from '../report/safetensors.ts';
import { sha256 } from './durable-folder.ts';
import { note, type RunContext } from './run-context.ts';

/**
 * Writes a network in the formats the recipe asks for, reads every file back and compares: an ONNX file by its outputs,
 * a safetensors file byte for byte.
 * @throws EspalierError `internal` where what was read back differs.
 */
export async function exportNetwork(
  context: RunContext,
  network: Graph,
  variant: string,
  folder: string,
): Promise<ExportedFile[]> {
  const files: ExportedFile[] = [];
  for (const format of context.recipe.export) {
    const path = join(folder, `${variant}.${format}`);
    const metadata = { application: 'espalier', recipe: context.recipe.name, variant };
    const bytes = format === 'onnx' ? encodeOnnx(network, metadata) : encodeSafetensors(network.weights, metadata);
    await writeFile(`${path}.partial`, bytes);
    await rename(`${path}.partial`, path);
    const written = await readFile(path);
    if (format === 'onnx') {
      const difference = await compareOutputs(network, decodeOnnx(written, path), context.backend, context.loader);
      if (!(difference <= 1e-4))
        throw new EspalierError('internal', `${path}: outputs differ by ${difference} when read back`);
      note(context, 'info', `${variant}.onnx read back: max abs difference of outputs ${difference.toExponential(1)}`);
    } else {
      checkTensors(path, network, written);
    }
    const file: ExportedFile = { format, path, bytes: bytes.byteLength, sha256: sha256(bytes) };
    files.push(file);
    context.emit({
      event: 'artifact',
      role: `export/${variant}.${format}`,
      path,
      bytes: file.bytes,
      sha256: file.sha256,
    });
  }
  return files;
}

function checkTensors(path: string, network: Graph, written: Uint8Array): void {
  const { tensors } = decodeSafetensors(written);
  for (const [name, { data }] of network.weights) {
    const read = tensors.get(name)?.data;
    const same =
      read !== undefined &&
      Buffer.compare(
        Buffer.from(data.buffer, data.byteOffset, data.byteLength),
        Buffer.from(read.buffer, read.byteOffset, read.byteLength),
      ) === 0;
    if (!same) throw new EspalierError('internal', `${path}: "${name}" differs when read back`);
  }
}
