import { EspalierError } from '../../src-shared/errors.ts';
import type { Device } from '../../src-shared/recipe.ts';
import type { Backend } from './backend.ts';
import { chooseDevice } from './choose-device.ts';
import { createOnnxRuntimeBackend } from './onnxruntime/session.ts';
import type { TensorflowKernels } from './tensorflow/kernels.ts';

/**
 * The backend of a recipe's device; `auto` is the fastest one (`chooseDevice`). `tensorflow` means TensorFlow.js's native library, unless the environment variable
 * ESPALIER_TENSORFLOW says `javascript`.
 * @throws EspalierError `device-unavailable` where TensorFlow.js has no native library; of other devices it shows at the first graph.
 */
export async function createBackend(device: Device): Promise<Backend> {
  const chosen = chooseDevice(device);
  if (chosen !== 'tensorflow') return createOnnxRuntimeBackend({ device: chosen });
  const kernels = readKernels(process.env.ESPALIER_TENSORFLOW);
  const { createTensorflowBackend } = await import('./tensorflow/backend.ts');
  return createTensorflowBackend(kernels);
}

function readKernels(asked = 'native'): TensorflowKernels {
  if (asked === 'native' || asked === 'javascript') return asked;
  throw new EspalierError('bad-usage', `ESPALIER_TENSORFLOW must be "native" or "javascript", not "${asked}"`);
}
