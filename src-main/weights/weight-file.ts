import type { FloatTensor } from '../graph/tensor.ts';
import type { ElementType } from './element-type.ts';

/** A tensor in a file of weights, not yet turned into numbers. */
export interface StoredTensor {
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Its numbers in row-major order. @throws EspalierError `bad-network` where they are not floating-point. */
  readonly read: () => FloatTensor;
}

/** What a file of weights holds. */
export interface WeightFile {
  readonly format: 'safetensors' | 'PyTorch';
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** What the reader did with the file that a person may want to know, a clause each. */
  readonly notes: readonly string[];
}
