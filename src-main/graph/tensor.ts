import { EspalierError } from '../../src-shared/errors.ts';

/** A dense array with its shape, row-major. */
export type Tensor =
  | { readonly type: 'float32'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly type: 'float64'; readonly shape: readonly number[]; readonly data: Float64Array }
  | { readonly type: 'int64'; readonly shape: readonly number[]; readonly data: BigInt64Array }
  | { readonly type: 'int32'; readonly shape: readonly number[]; readonly data: Int32Array }
  | { readonly type: 'bool'; readonly shape: readonly number[]; readonly data: Uint8Array };

export type TensorType = Tensor['type'];
export type FloatTensor = Extract<Tensor, { type: 'float32' }>;

export function countElements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** @throws EspalierError `internal` where the data's length is not the shape's. */
export function floatTensor(shape: readonly number[], data: Float32Array | readonly number[]): FloatTensor {
  const values = data instanceof Float32Array ? data : Float32Array.from(data);
  if (values.length !== countElements(shape)) {
    throw new EspalierError('internal', `a tensor of shape [${shape.join(', ')}] can't hold ${values.length} values`);
  }
  return { type: 'float32', shape, data: values };
}

export function zeros(shape: readonly number[]): FloatTensor {
  return floatTensor(shape, new Float32Array(countElements(shape)));
}

/** A 1-D int64 tensor, the form in which ONNX operators take shapes, axes and starts. */
export function int64Tensor(values: readonly number[], shape: readonly number[] = [values.length]): Tensor {
  return { type: 'int64', shape, data: BigInt64Array.from(values, (value) => BigInt(value)) };
}
