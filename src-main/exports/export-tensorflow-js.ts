import { join } from 'node:path';
import type { RunResult, VariantResult } from '../../src-shared/result.ts';
import { createBackend } from '../backend/create-backend.ts';
import { CHECKED_IMAGES, checkTensorflowJs } from '../engine/check-tensorflow-js.ts';
import type { Graph } from '../graph/graph.ts';
import type { FloatTensor } from '../graph/tensor.ts';
import { encodeTensorflowJs, MODEL_FILE } from '../report/tensorflow-js/encode-tensorflow-js.ts';
import {
  measureFiles,
  readModelFolder,
  writeModelFolder,
  type ModelFiles,
} from '../report/tensorflow-js/model-folder.ts';
import { changedSince, readExportedNetwork } from './exported-network.ts';
import { randomImages } from '../graph/random-images.ts';

export interface WrittenModel {
  readonly files: ModelFiles;
  /** How many images were compared, and how far outputs are apart at most; null where the run exported nothing to compare with. */
  readonly compared: { readonly images: number; readonly difference: number } | null;
}

/**
 * Writes a network as a TensorFlow.js model folder: the one the run exported, or one made of its ONNX file. It is read back and compared
 * with the ONNX file on the images [N, C, H, W] that are found, else on random ones.
 * @throws EspalierError `not-found` where the run exported nothing to take it from, `bad-usage` where the folder can't be written.
 */
export async function exportTensorflowJs(
  result: RunResult,
  variant: VariantResult,
  folder: string,
  findImages: (network: Graph) => Promise<FloatTensor | undefined> = () => Promise.resolve(undefined),
): Promise<WrittenModel> {
  const network = variant.files.some(({ format }) => format === 'onnx')
    ? readExportedNetwork(result, variant, 'tfjs')
    : undefined;
  const files = await modelFiles(result, variant, network);
  await writeModelFolder(folder, files);
  if (network === undefined) return { files, compared: null };
  const shown = (await findImages(network)) ?? randomImages(network, CHECKED_IMAGES);
  const difference = await checkTensorflowJs(join(folder, MODEL_FILE), network, shown, await createBackend('cpu'));
  return { files, compared: { images: shown.shape[0] ?? 0, difference } };
}

async function modelFiles(result: RunResult, variant: VariantResult, network: Graph | undefined): Promise<ModelFiles> {
  const exported = variant.files.find(({ format }) => format === 'tfjs');
  if (exported !== undefined) {
    const files = await readModelFolder(exported.path);
    if (measureFiles(files).sha256 !== exported.sha256) throw changedSince(exported.path);
    return files;
  }
  const metadata = { application: 'espalier', recipe: result.name, variant: variant.name };
  return encodeTensorflowJs(network ?? readExportedNetwork(result, variant, 'tfjs'), metadata);
}
