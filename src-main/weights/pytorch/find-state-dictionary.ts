import { isKind, type PickleDictionary, type PickleValue, type TensorReference } from './pickle-value.ts';
import { quote } from '../quote.ts';
import { refusePickle } from './refuse-pickle.ts';

/** Under which checkpoints keep the weights beside other things. */
const USUAL_KEYS = ['state_dict', 'model_state_dict', 'model_state', 'model', 'net', 'network', 'weights', 'ema'];

export interface StateDictionary {
  readonly tensors: ReadonlyMap<string, TensorReference>;
  /** The key it was found under; undefined where it is the whole file. */
  readonly key: string | undefined;
}

/** The named tensors in what a file holds. @throws EspalierError `bad-network` where there are none, with what is there instead. */
export function findStateDictionary(value: PickleValue): StateDictionary {
  if (!isKind(value, 'dictionary')) {
    return refusePickle(
      'it holds no dictionary of tensors; in Python, save one: torch.save(model.state_dict(), "weights.pth")',
    );
  }
  for (const key of USUAL_KEYS) {
    const nested = value.entries.get(key);
    const tensors = isKind(nested, 'dictionary') ? tensorsOf(nested) : undefined;
    if (tensors !== undefined && tensors.size > 0) return { tensors, key };
  }
  const tensors = tensorsOf(value);
  if (tensors.size > 0) return { tensors, key: undefined };
  const keys = [...value.entries.keys()].filter((key) => typeof key === 'string').slice(0, 10);
  const found = keys.length === 0 ? 'it is empty' : `it has ${keys.map(quote).join(', ')}`;
  return refusePickle(
    `it holds no tensors by name (${found}); weights are looked for there and under ${USUAL_KEYS.join(', ')}`,
  );
}

/** What has a text as its key and is a tensor; a checkpoint may keep other things among them. */
function tensorsOf({ entries }: PickleDictionary): Map<string, TensorReference> {
  const tensors = new Map<string, TensorReference>();
  for (const [key, value] of entries) if (typeof key === 'string' && isKind(value, 'tensor')) tensors.set(key, value);
  return tensors;
}
