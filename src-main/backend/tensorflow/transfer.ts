import * as tf from '@tensorflow/tfjs-core';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { Tensor, TensorType } from '../../graph/tensor.ts';

/**
 * A tensor of ours as one of TensorFlow.js, which has no 64-bit numbers: whole ones become int32.
 * @throws EspalierError `bad-network` for float64.
 */
export function toTensorflow(name: string, tensor: Tensor): tf.Tensor {
  const shape = [...tensor.shape];
  switch (tensor.type) {
    case 'float32':
      return tf.tensor(ownMemory(tensor.data), shape, 'float32');
    case 'int32':
      return tf.tensor(ownMemory(tensor.data), shape, 'int32');
    case 'int64':
      return tf.tensor(Int32Array.from(tensor.data, Number), shape, 'int32');
    case 'bool':
      return tf.tensor(ownMemory(tensor.data), shape, 'bool');
    case 'float64':
      throw new EspalierError(
        'bad-network',
        `"${name}" is float64, which TensorFlow.js does not have; use --device cpu`,
      );
  }
}

/** Batches lie in memory shared with the thread that makes them, which the native library does not take. */
function ownMemory<T extends Sliceable<T>>(data: T): T {
  return data.buffer instanceof SharedArrayBuffer ? data.slice() : data;
}

interface Sliceable<T> {
  readonly buffer: ArrayBufferLike;
  slice(): T;
}

/** The values of a tensor in memory of their own. @throws EspalierError `internal` where they are not of the type. */
export function fromTensorflow(name: string, type: TensorType, tensor: tf.Tensor): Tensor {
  const { shape } = tensor;
  const data: unknown = tensor.dataSync();
  if (type === 'float32' && data instanceof Float32Array) return { type, shape, data: data.slice() };
  if (type === 'int32' && data instanceof Int32Array) return { type, shape, data: data.slice() };
  if (type === 'int64' && data instanceof Int32Array) return { type, shape, data: BigInt64Array.from(data, BigInt) };
  if (type === 'bool' && data instanceof Uint8Array) return { type, shape, data: data.slice() };
  throw new EspalierError('internal', `output "${name}" is ${tensor.dtype}, not ${type}`);
}
