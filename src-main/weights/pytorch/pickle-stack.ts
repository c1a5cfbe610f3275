import type { PickleValue } from './pickle-value.ts';
import { refusePickle } from './refuse-pickle.ts';

/** Marks open at once. `torch.save` needs one for each container within another; nobody nests them this deep. */
const MOST_MARKS = 1000;

/** The stack of a pickle's interpreter. A mark begins a stack of its own, which the values below it are out of reach of. */
export interface PickleStack {
  push(value: PickleValue): void;
  pop(): PickleValue;
  /** The value on top, left where it is. */
  top(): PickleValue;
  mark(): void;
  /** The values since the last mark, which is taken away. */
  popToMark(): PickleValue[];
}

export function createPickleStack(): PickleStack {
  const below: PickleValue[][] = [];
  let values: PickleValue[] = [];
  const missing = (): never => refusePickle('its list of tensors (data.pkl) is damaged: a value is missing');
  return {
    push: (value) => values.push(value),
    pop() {
      const value = values.pop();
      return value === undefined ? missing() : value;
    },
    top() {
      const value = values.at(-1);
      return value === undefined ? missing() : value;
    },
    mark() {
      if (below.length >= MOST_MARKS) refusePickle(`its values are nested more than ${MOST_MARKS} deep`);
      below.push(values);
      values = [];
    },
    popToMark() {
      const items = values;
      values = below.pop() ?? missing();
      return items;
    },
  };
}
