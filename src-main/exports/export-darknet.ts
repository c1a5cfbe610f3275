import type { RunResult, VariantResult } from '../../src-shared/result.ts';
import { createBackend } from '../backend/create-backend.ts';
import { writeDarknet } from '../engine/write-darknet.ts';
import { readExportedNetwork } from './exported-network.ts';
import { randomImages } from '../graph/random-images.ts';

const COMPARED_IMAGES = 2;

/**
 * Writes a network of a run as a darknet .weights file with its .cfg beside it, compared with the run's ONNX file. Returns the bytes of the
 * weights.
 * @throws EspalierError `not-found` where the run exported no ONNX, `bad-network` for what darknet has no layers for.
 */
export async function exportDarknet(result: RunResult, variant: VariantResult, path: string): Promise<number> {
  const network = readExportedNetwork(result, variant, 'darknet');
  const images = randomImages(network, COMPARED_IMAGES);
  const { weights } = await writeDarknet(network, path, images, await createBackend('cpu'));
  return weights.byteLength;
}
