import * as ort from 'onnxruntime-node';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { NamedTensors } from '../backend.ts';

type Values = Float32Array | BigInt64Array;

/** The inputs of several runs, one behind the other, in memory that is used again. */
export interface InputStack {
  /** Copies the inputs of one of so many runs to their place. @throws EspalierError `internal` for types other than float32 and int64. */
  put(inputs: NamedTensors, run: number, runs: number): void;
  /** What was put in last, [runs, …] each. */
  tensors(): ReadonlyMap<string, ort.Tensor>;
}

export function createInputStack(): InputStack {
  const memory = new Map<string, Values>();
  const stacked = new Map<string, ort.Tensor>();
  return {
    put(inputs, run, runs) {
      for (const [name, { shape, data }] of Object.entries(inputs)) {
        const length = data.length * runs;
        let values = memory.get(name);
        if (values === undefined || values.length < length) {
          values = data instanceof Float32Array ? new Float32Array(length) : new BigInt64Array(length);
          memory.set(name, values);
        }
        if (values instanceof Float32Array && data instanceof Float32Array) {
          values.set(data, run * data.length);
          stacked.set(name, new ort.Tensor('float32', values.subarray(0, length), [runs, ...shape]));
        } else if (values instanceof BigInt64Array && data instanceof BigInt64Array) {
          values.set(data, run * data.length);
          stacked.set(name, new ort.Tensor('int64', values.subarray(0, length), [runs, ...shape]));
        } else {
          throw new EspalierError('internal', `"${name}" is neither float32 nor int64 throughout`);
        }
      }
    },
    tensors: () => stacked,
  };
}
