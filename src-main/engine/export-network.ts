import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportedFile } from '../../src-shared/result.ts';
import { compareOutputs, firstTestImages } from '../evaluation/compare-outputs.ts';
import { decodeOnnx } from '../graph/onnx-reader.ts';
import { encodeOnnx } from '../graph/onnx-writer.ts';
import type { Graph } from '../graph/graph.ts';
import { encodeSafetensors } from '../weights/safetensors.ts';
import { encodeTensorflowJs, MODEL_FILE } from '../report/tensorflow-js/encode-tensorflow-js.ts';
import { measureFiles, writeModelFolder } from '../report/tensorflow-js/model-folder.ts';
import { checkDifference } from './check-difference.ts';
import { CHECKED_IMAGES, checkTensorflowJs } from './check-tensorflow-js.ts';
import { checkTensors } from './check-tensors.ts';
import { sha256 } from './durable-folder.ts';
import { note, type RunContext } from './run-context.ts';
import { writeDarknet } from './write-darknet.ts';
import { writeWhole } from './write-whole.ts';

/** A network of a run on its way into files. */
interface Export {
  readonly context: RunContext;
  readonly network: Graph;
  /** Begins the names of its files. */
  readonly variant: string;
  readonly folder: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Writes a network in the formats the recipe asks for, reads every file back and compares: ONNX, TensorFlow.js and darknet by their
 * outputs, a safetensors file byte for byte.
 * @throws EspalierError `internal` where what was read back differs.
 */
export async function exportNetwork(
  context: RunContext,
  network: Graph,
  variant: string,
  folder: string,
): Promise<ExportedFile[]> {
  const metadata = { application: 'espalier', recipe: context.recipe.name, variant };
  const given: Export = { context, network, variant, folder, metadata };
  const files: ExportedFile[] = [];
  for (const format of context.recipe.export) {
    switch (format) {
      case 'onnx':
        files.push(await exportOnnx(given));
        break;
      case 'safetensors':
        files.push(await exportSafetensors(given));
        break;
      case 'tfjs':
        files.push(await exportTensorflowJs(given));
        break;
      case 'darknet':
        files.push(await exportDarknet(given));
        break;
    }
  }
  return files;
}

async function exportOnnx({ context, network, variant, folder, metadata }: Export): Promise<ExportedFile> {
  const name = `${variant}.onnx`;
  const path = join(folder, name);
  const bytes = encodeOnnx(network, metadata);
  const written = await writeAndRead(path, bytes);
  const difference = await compareOutputs(network, decodeOnnx(written, path), context.backend, context.loader);
  checkDifference(path, difference);
  noteDifference(context, name, difference);
  return { format: 'onnx', path, ...announce(context, name, path, bytes) };
}

async function exportSafetensors({ context, network, variant, folder, metadata }: Export): Promise<ExportedFile> {
  const name = `${variant}.safetensors`;
  const path = join(folder, name);
  const bytes = encodeSafetensors(network.weights, metadata);
  checkTensors(path, network.weights, await writeAndRead(path, bytes));
  return { format: 'safetensors', path, ...announce(context, name, path, bytes) };
}

async function exportTensorflowJs({ context, network, variant, folder, metadata }: Export): Promise<ExportedFile> {
  const name = `${variant}.tfjs`;
  const path = join(folder, name, MODEL_FILE);
  const { mean, deviation, classes } = context.dataset;
  const files = encodeTensorflowJs(network, { ...metadata, mean, deviation, classes });
  await writeModelFolder(join(folder, name), files);
  const images = await firstTestImages(network, context.loader, CHECKED_IMAGES);
  noteDifference(context, name, await checkTensorflowJs(path, network, images, context.backend));
  for (const [file, bytes] of files) announce(context, `${name}/${file}`, join(folder, name, file), bytes);
  return { format: 'tfjs', path, ...measureFiles(files) };
}

async function exportDarknet({ context, network, variant, folder }: Export): Promise<ExportedFile> {
  const name = `${variant}.weights`;
  const path = join(folder, name);
  const images = await firstTestImages(network, context.loader, CHECKED_IMAGES);
  const { weights, difference } = await writeDarknet(network, path, images, context.backend);
  noteDifference(context, `${variant}.cfg and ${name}`, difference);
  return { format: 'darknet', path, ...announce(context, name, path, weights) };
}

async function writeAndRead(path: string, bytes: Uint8Array): Promise<Uint8Array> {
  await writeWhole(path, bytes);
  return readFile(path);
}

function noteDifference(context: RunContext, name: string, difference: number): void {
  note(context, 'info', `${name} read back: max abs difference of outputs ${difference.toExponential(1)}`);
}

function announce(
  context: RunContext,
  name: string,
  path: string,
  content: Uint8Array,
): Pick<ExportedFile, 'bytes' | 'sha256'> {
  const measured = { bytes: content.byteLength, sha256: sha256(content) };
  context.emit({ event: 'artifact', role: `export/${name}`, path, ...measured });
  return measured;
}
