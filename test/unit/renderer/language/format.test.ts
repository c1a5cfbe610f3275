import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../../src-renderer/language/format.ts';

const format = createFormat('en');

describe('numbers with their units', () => {
  it('count in four digits, and never "1000 k"', () => {
    expect([0, 12, 14_724_042, 999_999].map(format.count)).toEqual(['0', '12', '14.72 M', '1.000 M']);
    expect(format.bytes(3_702_000)).toBe('3.702 MB');
  });

  it('have a true minus, and no sign where they round to nothing', () => {
    expect([-0.012, 0.0249, -0.0001].map(format.points)).toEqual(['−1.2 points', '+2.5 points', '0.0 points']);
    expect(createFormat('zh-CN').points(0.01)).toBe('+1.0 个百分点');
  });

  it('of times are in the two units that matter', () => {
    expect([1.25, 42, 59.7, 125, 3840].map(format.duration)).toEqual([
      '1.3 s',
      '42 s',
      '1 min 00 s',
      '2 min 05 s',
      '1 h 04 min',
    ]);
  });

  it('are a dash where there is no number', () => {
    const { integer, count, bytes, share, points, number, factor, milliseconds, duration } = format;
    for (const show of [integer, count, bytes, share, points, number, factor, milliseconds, duration]) {
      expect(show(NaN)).toBe('–');
    }
  });
});
