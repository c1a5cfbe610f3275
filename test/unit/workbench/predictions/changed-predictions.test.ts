import { expect, it } from 'vitest';
import {
  chooseExamples,
  countChanges,
  countConfusion,
} from '../../../../src-main/workbench/predictions/changed-predictions.ts';

const truth = [0, 1, 2, 0, 1, 2, 0];
const base = [0, 1, 0, 1, 1, 0, 2];
const other = [1, 1, 1, 0, 2, 0, 0];
const predictions = { truth, base, other };

it('tells broken, repaired and otherwise changed predictions apart', () => {
  expect(countChanges(predictions)).toEqual({ broken: 2, repaired: 2, otherwise: 1 });
});

it('counts true classes in rows and predicted ones in columns', () => {
  expect(countConfusion(truth, base, 3)).toEqual([
    [1, 1, 1],
    [0, 2, 0],
    [2, 0, 0],
  ]);
});

it('shows some of each kind, broken ones first, and no more than there are', () => {
  expect(chooseExamples(predictions, 3)).toEqual([0, 3, 2]);
  expect(chooseExamples(predictions, 4)).toEqual([0, 4, 3, 2]);
  expect(chooseExamples(predictions, 100)).toEqual([0, 4, 3, 6, 2]);
  expect(chooseExamples(predictions, 0)).toEqual([]);
});
