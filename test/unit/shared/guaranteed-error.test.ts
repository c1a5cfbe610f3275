import { expect, it } from 'vitest';
import { guaranteedError, isBeyondGuarantee, logarithmicPoint } from '../../../src-shared/guaranteed-error.ts';

it('an exact sketch keeps its guarantee of no error, but for rounding (would catch 1e-16 "beyond" 0)', () => {
  expect(isBeyondGuarantee({ relativeError: 2e-16, bound: 0, zeroRows: 0 })).toBe(false);
  expect(isBeyondGuarantee({ relativeError: 1e-3, bound: 0, zeroRows: 0 })).toBe(true);
});

it('a sketch with filled rows breaks no guarantee, for it has none', () => {
  expect(isBeyondGuarantee({ relativeError: 0.5, bound: 0, zeroRows: 2 })).toBe(false);
});

it('a scaled sketch breaks no guarantee, for it has none (would catch "beyond its bound" where only the scale is)', () => {
  expect(isBeyondGuarantee({ relativeError: 0.5, bound: 0.1, zeroRows: 0, scale: 'kept' })).toBe(false);
  expect(guaranteedError({ bound: 0.1, zeroRows: 0, scale: 'unit' })).toBeNaN();
  expect(guaranteedError({ bound: 0.1, zeroRows: 0, scale: 'none' })).toBe(0.1);
});

it('rounding has no place on a logarithmic axis (would catch an axis down to 1e-20)', () => {
  expect([0.1, 0, 3e-17, Number.NaN, Infinity].map(logarithmicPoint)).toEqual([0.1, '-', '-', '-', '-']);
});
