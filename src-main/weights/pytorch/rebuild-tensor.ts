import { countElements } from '../../graph/tensor.ts';
import { describeValue, isKind, type PickleValue, type TensorReference } from './pickle-value.ts';
import { refusePickle } from './refuse-pickle.ts';

/** PyTorch itself has at most 64. */
const MOST_DIMENSIONS = 64;

/**
 * `torch._utils._rebuild_tensor_v2(storage, offset, size, stride, …)`: a tensor as a view of a storage.
 * @throws EspalierError `bad-network` where any element of it would lie outside of its storage, or where it has more elements than that.
 */
export function rebuildTensor(args: readonly PickleValue[]): TensorReference {
  const [storage, offset, size, stride] = args;
  if (!isKind(storage, 'storage')) return refusePickle(`it makes a tensor of ${describeValue(storage)}`);
  const [start] = readCounts({ kind: 'tuple', items: [offset ?? null] }, 'offset');
  const shape = readCounts(size, 'shape');
  const strides = readCounts(stride, 'strides');
  const described = `a tensor of shape [${shape.join(', ')}], strides [${strides.join(', ')}] and offset ${start ?? 0}`;
  if (start === undefined || strides.length !== shape.length) return refusePickle(`it has ${described}`);
  const elements = countElements(shape);
  // NaN where an infinite product meets a zero.
  if (!(elements <= storage.elements)) {
    return refusePickle(`it has ${described}, which has more elements than the ${storage.elements} of its storage`);
  }
  const last = shape.reduce((index, extent, axis) => index + (extent - 1) * (strides[axis] ?? 0), start);
  if (elements > 0 && !(last < storage.elements)) {
    return refusePickle(`it has ${described}, which reaches beyond the ${storage.elements} elements of its storage`);
  }
  return { kind: 'tensor', storage, offset: start, shape, strides };
}

function readCounts(value: PickleValue | undefined, what: string): number[] {
  if (!isKind(value, 'tuple')) return refusePickle(`it gives a tensor's ${what} as ${describeValue(value)}`);
  if (value.items.length > MOST_DIMENSIONS) return refusePickle(`it has a tensor of ${value.items.length} dimensions`);
  return value.items.map((item) => {
    if (typeof item === 'number' && Number.isSafeInteger(item) && item >= 0) return item;
    return refusePickle(`it has a tensor with ${describeValue(item)} in its ${what}`);
  });
}
