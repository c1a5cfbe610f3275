import { describe, expect, it } from 'vitest';
import { fillZeroRows } from '../../../src-main/sketch/fill-zero-rows.ts';
import { matrixFromRows, toRows } from './matrices.ts';

describe('fillZeroRows', () => {
  const sketch = matrixFromRows([
    [5, 0],
    [0, 0],
    [0, 1e-9],
  ]);
  const originals = matrixFromRows([
    [1, 1],
    [4, 0],
    [2, 2],
    [0, 0],
  ]);

  it('puts the originals of largest L1 norm in place of zero rows', () => {
    // Would catch the smallest first, one original used twice, and a row of rounding taken for alive.
    const { rows, filled } = fillZeroRows(sketch, originals, Float64Array.of(1, 4, 3, 0));
    expect(filled).toBe(2);
    expect(toRows(rows)).toEqual([
      [5, 0],
      [4, 0],
      [2, 2],
    ]);
    expect(toRows(sketch)[1]).toEqual([0, 0]);
  });

  it('does not count zero originals as filling', () => {
    const { rows, filled } = fillZeroRows(sketch, originals, Float64Array.of(0, 4, 0, 0));
    expect(filled).toBe(1);
    expect(toRows(rows)[2]).toEqual([0, 1e-9]);
  });

  it('leaves a sketch without zero rows as it is', () => {
    const { rows, filled } = fillZeroRows(originals, originals, Float64Array.of(2, 4, 4, 0));
    expect(filled).toBe(1);
    expect(fillZeroRows(rows, originals, Float64Array.of(2, 4, 4, 0))).toEqual({ rows, filled: 0 });
  });
});
