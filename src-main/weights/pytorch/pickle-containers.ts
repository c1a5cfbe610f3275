import { describeValue, isKind, type PickleValue } from './pickle-value.ts';
import { quote } from '../quote.ts';
import { refusePickle } from './refuse-pickle.ts';

/** Appends to a list or a set. @throws EspalierError `bad-network` where the target is neither. */
export function addItems(target: PickleValue, items: readonly PickleValue[]): void {
  if (!isKind(target, 'list')) {
    return refusePickle(`it adds items to ${describeValue(target)}, which is no list`);
  }
  for (const item of items) target.items.push(item);
}

/** Sets keys and values, which take turns. @throws EspalierError `bad-network` where the target is no dictionary, or has the key already. */
export function setItems(target: PickleValue, items: readonly PickleValue[]): void {
  if (!isKind(target, 'dictionary')) {
    return refusePickle(`it sets items of ${describeValue(target)}, which is no dictionary`);
  }
  for (let index = 0; index < items.length; index += 2) {
    const [key, value] = items.slice(index, index + 2);
    if (key === undefined || value === undefined) return refusePickle('it has a key without a value');
    if (target.entries.has(key)) return refusePickle(`it has the key ${describeKey(key)} twice`);
    target.entries.set(key, value);
  }
}

function describeKey(key: PickleValue): string {
  return typeof key === 'string' ? quote(key) : describeValue(key);
}

/** @throws EspalierError `bad-network` where a value can't have attributes. */
export function checkBuilt(target: PickleValue): void {
  const canHaveState = isKind(target, 'dictionary') || isKind(target, 'tensor') || isKind(target, 'inert');
  if (!canHaveState) refusePickle(`it gives attributes to ${describeValue(target)}`);
}
