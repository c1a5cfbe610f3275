import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatFactor,
  formatInteger,
  formatMilliseconds,
  formatMoment,
  formatNumber,
  formatRate,
  formatShare,
  formatShareSpread,
  formatSigned,
} from '../../../src-shared/format-number.ts';

describe('number formats', () => {
  it('give a moment in UTC, wherever it is read (would catch the local time called UTC)', () => {
    expect(formatMoment('2026-01-31T23:25:59.000Z')).toBe('2026-01-31 23:25 UTC');
    expect(formatMoment('2026-02-01T00:25:59+01:00')).toBe('2026-01-31 23:25 UTC');
  });

  it('keep four digits and change the prefix where rounding carries (would catch "1000 k")', () => {
    expect([0, 999, 1000, 14_724_042, 313_201_664, 999_949, 999_950, 2.5e12].map(formatCount)).toEqual([
      '0',
      '999',
      '1.000 k',
      '14.72 M',
      '313.2 M',
      '999.9 k',
      '1.000 M',
      '2.500 T',
    ]);
    expect(formatBytes(12)).toBe('12 B');
    expect(formatBytes(58_912_345)).toBe('58.91 MB');
  });

  it('give tenths of a second only to short times, and carry seconds into minutes and hours (would catch "1 min 60 s")', () => {
    expect([0, 1.25, 9.94, 9.96, 42.4, 59.4, 59.6, 119.6, 3599.6, 3600, 45_296].map(formatDuration)).toEqual([
      '0.0 s',
      '1.3 s',
      '9.9 s',
      '10 s',
      '42 s',
      '59 s',
      '1 min 00 s',
      '2 min 00 s',
      '1 h 00 min',
      '1 h 00 min',
      '12 h 35 min',
    ]);
  });

  it('put a mean’s deviation before the unit, and leave it out where one seed has none', () => {
    expect(formatShareSpread(0.8312, 0.0041)).toBe('83.1 ± 0.4 %');
    expect(formatShareSpread(0.8312, null)).toBe('83.1 %');
  });

  it('sign a difference, except one that rounds to zero (would catch "−0.0")', () => {
    expect([-0.4, 1.2, -0.02, 0].map((value) => formatSigned(value, 1))).toEqual(['−0.4', '+1.2', '0.0', '0.0']);
  });

  it('show accuracies, latencies, factors and errors with their units', () => {
    expect(formatShare(0.9342)).toBe('93.4 %');
    expect([0.01234, 1.534, 99.96, 123.4].map(formatMilliseconds)).toEqual([
      '0.0123 ms',
      '1.53 ms',
      '100 ms',
      '123 ms',
    ]);
    expect(formatFactor(1.998)).toBe('2.00×');
    expect([0.021, 2.4e-6, 0, -12.345].map(formatNumber)).toEqual(['0.0210', '2.40e-6', '0', '-12.3']);
    expect(formatInteger(50_000)).toBe('50,000');
    expect([0, 1.234, 9.99, 9.996, 1234.5].map(formatRate)).toEqual(['0', '1.23', '9.99', '10', '1,235']);
  });

  it('show a dash for what is not a number (would catch "NaN %" in a report)', () => {
    const formats = [
      formatBytes,
      formatCount,
      formatDuration,
      formatFactor,
      formatInteger,
      formatMilliseconds,
      formatNumber,
      formatRate,
      formatShare,
      (value: number) => formatSigned(value, 1),
    ];
    for (const format of formats) {
      for (const value of [Number.NaN, Infinity, -Infinity]) expect(format(value)).toBe('–');
    }
  });
});
