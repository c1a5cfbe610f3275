import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { z } from 'zod';
import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';
import type { FloatTensor } from '../../graph/tensor.ts';
import { loadKernels } from './kernels.ts';

const modelSchema = z.object({
  format: z.literal('graph-model'),
  modelTopology: z.record(z.string(), z.unknown()),
  signature: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.enum(['float32', 'int32']) })),
    }),
  ),
});

/**
 * What a TensorFlow.js graph model of an image classifier makes of images [N, C, H, W], by TensorFlow.js's own reader and its
 * kernels in JavaScript: the scores, row by row. `files` holds model.json and its shards by name.
 * @throws EspalierError `bad-network` where TensorFlow.js can't read or run it.
 */
export async function classifyByGraphModel(
  files: ReadonlyMap<string, Uint8Array>,
  images: FloatTensor,
): Promise<Float32Array> {
  const { name: kernels } = await loadKernels('javascript');
  await tf.setBackend(kernels);
  try {
    const model = await loadGraphModel({ load: () => Promise.resolve(readArtifacts(files)) });
    try {
      const scores = tf.tidy(() => {
        const channelsLast = tf.transpose(tf.tensor(images.data, [...images.shape]), [0, 2, 3, 1]);
        const outputs = model.execute(channelsLast);
        return (Array.isArray(outputs) ? outputs : [outputs]).map((output) => output.dataSync().slice());
      });
      const [first] = scores;
      if (!(first instanceof Float32Array)) throw new EspalierError('bad-network', 'it gives no float32 scores');
      return first;
    } finally {
      model.dispose();
    }
  } catch (cause) {
    const { message } = toEspalierError(cause);
    throw new EspalierError('bad-network', `TensorFlow.js can't run the exported model: ${message}`, { cause });
  }
}

function readArtifacts(files: ReadonlyMap<string, Uint8Array>): tf.io.ModelArtifacts {
  const fileOf = (name: string): Uint8Array => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new EspalierError('bad-network', `the file ${name} is missing`);
    return bytes;
  };
  const json: unknown = JSON.parse(Buffer.from(fileOf('model.json')).toString('utf8'));
  const { format, modelTopology, signature, weightsManifest } = modelSchema.parse(json);
  const shards = weightsManifest.flatMap(({ paths }) => paths.map(fileOf));
  return {
    format,
    modelTopology,
    signature,
    weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
    weightData: new Uint8Array(Buffer.concat(shards)).buffer,
  };
}
