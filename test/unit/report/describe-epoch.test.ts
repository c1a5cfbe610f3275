import { expect, it } from 'vitest';
import { describeEpoch } from '../../../src-main/report/describe-epoch.ts';
import { sampleEpoch } from '../../sample-result.ts';

it('says where an epoch was cut short: catches a few steps that pass for an epoch', () => {
  expect(describeEpoch(sampleEpoch({ epoch: 1, epochs: 2 }))).toBe('1 of 2');
  expect(describeEpoch(sampleEpoch({ epoch: 2, epochs: 2, steps: 3 }))).toBe('2 of 2 (3 steps of it)');
});
