import { describe, expect, it } from 'vitest';
import { readNumber } from '../../../../../src-renderer/wizard/parts/read-number.ts';

describe('readNumber', () => {
  it('reads numbers as people write them', () => {
    expect(readNumber(' 1e-4 ', {})).toBe(0.0001);
    expect(readNumber('0,5', {})).toBe(0.5);
    expect(readNumber('.5', {})).toBe(0.5);
  });

  it('takes nothing that is no number or out of range', () => {
    for (const text of ['', 'ten', '1 2', '0x10', '1,000,000', 'Infinity', '1e999']) {
      expect(readNumber(text, {})).toBe('wrong');
    }
    expect(readNumber('0', { from: 0, above: true })).toBe('wrong');
    expect(readNumber('100', { to: 100, below: true })).toBe('wrong');
    expect(readNumber('100', { to: 100 })).toBe(100);
    expect(readNumber('1.5', { whole: true })).toBe('wrong');
    expect(readNumber('400', { multipleOf: 32 })).toBe('wrong');
    expect(readNumber('416', { multipleOf: 32 })).toBe(416);
  });
});
