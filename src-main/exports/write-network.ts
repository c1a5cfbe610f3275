import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ExportFormat } from '../../src-shared/recipe.ts';
import type { RunResult, VariantResult } from '../../src-shared/result.ts';
import type { Verification } from '../../src-shared/routes/export-routes.ts';
import { createBackend } from '../backend/create-backend.ts';
import { checkDifference } from '../engine/check-difference.ts';
import { CHECKED_IMAGES } from '../engine/check-tensorflow-js.ts';
import { checkTensors } from '../engine/check-tensors.ts';
import { cfgPathOf, writeDarknet } from '../engine/write-darknet.ts';
import { compareOn } from '../evaluation/compare-outputs.ts';
import type { Graph } from '../graph/graph.ts';
import { decodeOnnx } from '../graph/onnx-reader.ts';
import type { FloatTensor } from '../graph/tensor.ts';
import { decodeSafetensors } from '../weights/safetensors.ts';
import { exportTensorflowJs } from './export-tensorflow-js.ts';
import { readExport, readExportedNetwork } from './exported-network.ts';
import { packTarGz } from './pack-tar-gz.ts';
import { randomImages } from '../graph/random-images.ts';

/** The first images of the run's test split as the network takes them; undefined where the data set is not at hand. */
export type FindImages = (network: Graph, count: number) => Promise<FloatTensor | undefined>;

const ONNX_IMAGES = 16;

/**
 * Writes a network of a run as one file, a TensorFlow.js model and darknet's two files as a .tar.gz with a folder named `stem`, reads it back and compares: ONNX, TensorFlow.js and darknet by their outputs on test images, else on random ones; safetensors byte for byte.
 * @throws EspalierError `not-found` where the run exported nothing to take it from, `internal` where what was read back differs.
 */
export async function writeNetwork(
  result: RunResult,
  variant: VariantResult,
  format: ExportFormat,
  { path, stem }: { readonly path: string; readonly stem: string },
  findImages: FindImages,
): Promise<Verification | null> {
  switch (format) {
    case 'onnx': {
      const bytes = readExport(result, variant, format);
      await writeFile(path, bytes);
      return compareOnnx(decodeOnnx(bytes, path), decodeOnnx(await readFile(path), path), path, findImages);
    }
    case 'safetensors': {
      const bytes = readExport(result, variant, format);
      await writeFile(path, bytes);
      const { tensors } = decodeSafetensors(bytes);
      return { kind: 'tensors', tensors: checkTensors(path, tensors, await readFile(path)) };
    }
    case 'tfjs':
      return writeModel(result, variant, { path, stem }, findImages);
    case 'darknet':
      return packDarknet(readExportedNetwork(result, variant, format), { path, stem }, findImages);
  }
}

async function compareOnnx(
  network: Graph,
  written: Graph,
  path: string,
  findImages: FindImages,
): Promise<Verification> {
  const images = (await findImages(network, ONNX_IMAGES)) ?? randomImages(network, ONNX_IMAGES);
  const backend = await createBackend('cpu');
  const difference = await compareOn(images, network, written, backend);
  checkDifference(path, difference);
  return { kind: 'outputs', images: images.shape[0] ?? 0, difference };
}

async function writeModel(
  result: RunResult,
  variant: VariantResult,
  { path, stem }: { readonly path: string; readonly stem: string },
  findImages: FindImages,
): Promise<Verification | null> {
  const folder = `${path}.folder`;
  try {
    const { files, compared } = await exportTensorflowJs(result, variant, folder, (network) =>
      findImages(network, CHECKED_IMAGES),
    );
    await writeFile(path, await packTarGz([...files].map(([name, content]) => [`${stem}/${name}`, content])));
    return compared === null ? null : { kind: 'outputs', ...compared };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function packDarknet(
  network: Graph,
  { path, stem }: { readonly path: string; readonly stem: string },
  findImages: FindImages,
): Promise<Verification> {
  const folder = `${path}.folder`;
  try {
    await mkdir(folder, { recursive: true });
    const weights = join(folder, `${stem}.weights`);
    const images = (await findImages(network, CHECKED_IMAGES)) ?? randomImages(network, CHECKED_IMAGES);
    const { difference } = await writeDarknet(network, weights, images, await createBackend('cpu'));
    const files = [cfgPathOf(weights), weights].map(
      async (file) => [`${stem}/${basename(file)}`, await readFile(file)] as const,
    );
    await writeFile(path, await packTarGz(await Promise.all(files)));
    return { kind: 'outputs', images: images.shape[0] ?? 0, difference };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
