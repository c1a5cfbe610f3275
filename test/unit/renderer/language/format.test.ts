import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../../src-renderer/language/format.ts';

describe('differences of shares', () => {
  it('are points in the user’s language, with no sign where they round to nothing', () => {
    const { points } = createFormat('en');
    expect([-0.012, 0.0249, -0.0001].map(points)).toEqual(['−1.2 points', '+2.5 points', '0.0 points']);
    expect(createFormat('zh-CN').points(0.01)).toBe('+1.0 个百分点');
  });

  it('are a dash alone where there is no number', () => {
    expect(createFormat('en').points(Number.NaN)).toBe('–');
  });
});
