import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';

/** `native`: the TensorFlow library, with CUDA or on the CPU. `javascript`: the slow kernels that need no installation. */
export type TensorflowKernels = 'native' | 'javascript';

const NATIVE_PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/**
 * Loads the kernels and gives TensorFlow.js's name for them and a description for reports.
 * @throws EspalierError `device-unavailable` where no native package is installed or none works.
 */
export async function loadKernels(kernels: TensorflowKernels): Promise<{ name: string; engine: string }> {
  // Otherwise TensorFlow.js advertises its native package on the terminal.
  tf.env().set('PROD', true);
  switch (kernels) {
    case 'javascript':
      await import('@tensorflow/tfjs-backend-cpu');
      return { name: 'cpu', engine: `TensorFlow.js ${tf.version_core} in JavaScript` };
    case 'native':
      return { name: 'tensorflow', engine: `TensorFlow.js ${tf.version_core} (${await loadNative()})` };
  }
}

/** The first native package that works; each registers its kernels when it is imported. */
async function loadNative(): Promise<string> {
  restoreNullCheck();
  const failures: unknown[] = [];
  for (const name of NATIVE_PACKAGES) {
    try {
      await import(name);
      if ('tensorflow' in tf.engine().registryFactory) return name.replace('@tensorflow/', '');
    } catch (failure) {
      failures.push(failure);
    }
  }
  const broken = failures.find((failure) => !isNotInstalled(failure));
  const problem = broken === undefined ? 'is not installed' : `does not load (${firstLine(broken)})`;
  throw new EspalierError(
    'device-unavailable',
    `TensorFlow.js's native library ${problem}: add @tensorflow/tfjs-node-gpu (CUDA) or @tensorflow/tfjs-node, ` +
      'or set ESPALIER_TENSORFLOW=javascript to do without, slowly',
    { cause: new AggregateError(failures) },
  );
}

function firstLine(failure: unknown): string {
  return toEspalierError(failure).message.split('\n')[0] ?? '';
}

function isNotInstalled(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === 'ERR_MODULE_NOT_FOUND';
}

/** tfjs-node 4.22 calls a function of Node's `util` that Node 23 has dropped. */
function restoreNullCheck(): void {
  if ('isNullOrUndefined' in util) return;
  Object.defineProperty(util, 'isNullOrUndefined', {
    value: (value: unknown) => value === null || value === undefined,
  });
}
