import { join } from 'node:path';
import { createRandom } from '../../src-shared/random.ts';
import type { RunResult, VariantResult } from '../../src-shared/result.ts';
import { createBackend } from '../backend/create-backend.ts';
import { CHECKED_IMAGES, checkTensorflowJs } from '../engine/check-tensorflow-js.ts';
import { readClassifier } from '../graph/classifier.ts';
import type { Graph } from '../graph/graph.ts';
import { countElements, floatTensor, type FloatTensor } from '../graph/tensor.ts';
import { encodeTensorflowJs, MODEL_FILE } from '../report/tensorflow-js/encode-tensorflow-js.ts';
import { measureFiles, readModelFolder, writeModelFolder } from '../report/tensorflow-js/model-folder.ts';
import { changedSince, readExportedNetwork } from './export-file.ts';

/**
 * Writes a network as a TensorFlow.js model folder and gives its size: the one the run exported, or one made of its ONNX file,
 * which is read back and compared with it on random images.
 * @throws EspalierError `not-found` where the run exported nothing to take it from, `bad-usage` where the folder can't be written.
 */
export async function exportTensorflowJs(result: RunResult, variant: VariantResult, folder: string): Promise<number> {
  const exported = variant.files.find(({ format }) => format === 'tfjs');
  if (exported !== undefined) {
    const files = await readModelFolder(exported.path);
    if (measureFiles(files).sha256 !== exported.sha256) throw changedSince(exported.path);
    await writeModelFolder(folder, files);
    return exported.bytes;
  }
  const network = readExportedNetwork(result, variant, 'tfjs');
  const metadata = { application: 'espalier', recipe: result.name, variant: variant.name };
  const files = encodeTensorflowJs(network, metadata);
  await writeModelFolder(folder, files);
  await checkTensorflowJs(join(folder, MODEL_FILE), network, randomImages(network), await createBackend('cpu'));
  return measureFiles(files).bytes;
}

function randomImages(network: Graph): FloatTensor {
  const { channels, height, width } = readClassifier(network);
  const random = createRandom(1, 'images');
  const shape = [CHECKED_IMAGES, channels, height, width];
  return floatTensor(
    shape,
    Float32Array.from({ length: countElements(shape) }, () => random.normal()),
  );
}
