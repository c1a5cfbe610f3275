import { expect, it } from 'vitest';
import { valueType } from '../../../src-main/graph/value-type.ts';

it('knows truths and indices: catches values that are counted, or declared, as float32', () => {
  const typeOf = (operator: string, place: number): string =>
    valueType({ name: operator, operator, domain: '', inputs: [], outputs: [], attributes: {} }, place);
  expect([typeOf('Greater', 0), typeOf('MaxPool', 0), typeOf('MaxPool', 1), typeOf('ArgMax', 0)]).toEqual([
    'bool',
    'float32',
    'int64',
    'int64',
  ]);
});
