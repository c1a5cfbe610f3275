import { expect, it } from 'vitest';
import { holdUnits, showChange } from '../../../../src-renderer/compare/compared-values.ts';
import { createFormat } from '../../../../src-renderer/language/format.ts';

const english = createFormat('en');

it('a change keeps its sign and unit around the deviation; a missing one stays missing', () => {
  expect(showChange(english, -0.002, 0.004)).toBe('−0.2 ± 0.4 points');
  expect(showChange(createFormat('zh-CN'), 0.012, 0.004)).toBe('+1.2 ± 0.4 个百分点');
  expect(showChange(english, Number.NaN, 0.004)).toBe('–');
});

it('numbers keep their units at the end of a line, and words may still be broken', () => {
  expect(holdUnits('25.5 % of 231.7 k, 938.0 kB and 0.208 ms')).toBe(
    '25.5\u00a0% of 231.7\u00a0k, 938.0\u00a0kB and 0.208\u00a0ms',
  );
  expect(holdUnits('3 batches of 2 images')).toBe('3 batches of 2 images');
});
