import type { ElementType } from '../element-type.ts';
import type { PickleWorld } from './interpret-pickle.ts';
import { describeValue, isKind, type PickleValue, type StorageReference } from './pickle-value.ts';
import { rebuildTensor } from './rebuild-tensor.ts';
import { refusePickle } from './refuse-pickle.ts';

const STORAGES: ReadonlyMap<string, ElementType> = new Map([
  ['torch.DoubleStorage', 'float64'],
  ['torch.FloatStorage', 'float32'],
  ['torch.HalfStorage', 'float16'],
  ['torch.BFloat16Storage', 'bfloat16'],
  ['torch.LongStorage', 'int64'],
  ['torch.IntStorage', 'int32'],
  ['torch.ShortStorage', 'int16'],
  ['torch.CharStorage', 'int8'],
  ['torch.ByteStorage', 'uint8'],
  ['torch.BoolStorage', 'bool'],
]);

const inert = (): PickleValue => ({ kind: 'inert' });

/**
 * The allow-list: what a file of `torch.save` may name, and what of ours stands for it (after torch/_weights_only_unpickler.py).
 * Scalars, devices and counters, as checkpoints keep them beside the weights, are let pass and not looked at.
 */
export const TORCH_WORLD: PickleWorld = {
  constructors: new Map([
    ['collections.OrderedDict', orderedDictionary],
    ['collections.Counter', inert],
    ['torch._utils._rebuild_tensor_v2', rebuildTensor],
    ['torch._utils._rebuild_parameter', rebuildParameter],
    ['torch.Size', size],
    ['torch.device', inert],
    ['numpy.dtype', inert],
    ['numpy.core.multiarray.scalar', inert],
    ['numpy._core.multiarray.scalar', inert],
    ['_codecs.encode', inert],
  ]),
  names: new Set(STORAGES.keys()),
  resolve: resolveStorage,
};

function orderedDictionary(args: readonly PickleValue[]): PickleValue {
  if (args.length > 0) refusePickle('it makes a collections.OrderedDict in a way that torch.save does not');
  return { kind: 'dictionary', entries: new Map() };
}

function rebuildParameter([data]: readonly PickleValue[]): PickleValue {
  return isKind(data, 'tensor') ? data : refusePickle(`it makes a parameter of ${describeValue(data)}`);
}

function size([sizes]: readonly PickleValue[]): PickleValue {
  return isKind(sizes, 'tuple') ? sizes : refusePickle(`it makes a torch.Size of ${describeValue(sizes)}`);
}

/** The persistent ids of torch.save: `('storage', torch.FloatStorage, key, location, elements)`. */
function resolveStorage(id: PickleValue): StorageReference {
  const [word, kind, key, , elements] = isKind(id, 'tuple') ? id.items : [];
  const type = isKind(kind, 'global') ? STORAGES.get(kind.name) : undefined;
  if (word !== 'storage' || type === undefined || typeof key !== 'string' || !isCount(elements)) {
    return refusePickle('it refers to a storage in a way that torch.save does not');
  }
  return { kind: 'storage', type, key, elements };
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
