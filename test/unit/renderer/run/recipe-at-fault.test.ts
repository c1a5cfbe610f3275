import { expect, it } from 'vitest';
import { recipeIsAtFault } from '../../../../src-renderer/run/actions/recipe-at-fault.ts';
import type { ErrorCode } from '../../../../src-shared/errors.ts';

it.each<[ErrorCode, boolean]>([
  ['diverged', true],
  ['bad-recipe', true],
  ['storage-failed', false],
  ['bad-dataset', false],
  ['engine-crashed', false],
])('a job that failed by %s: another try can’t help: %s', (code, fault) => {
  expect(recipeIsAtFault({ state: 'failed', error: { code, message: '' } })).toBe(fault);
  expect(recipeIsAtFault({ state: 'paused', error: { code, message: '' } })).toBe(false);
});
