import { describe, expect, it } from 'vitest';
import { countNearZero, shownBins } from '../../../../../src-renderer/run/curves/scale-summary.ts';
import { countScales, SCALE_EDGES } from '../../../../../src-shared/scale-histogram.ts';

describe('scales of batch normalisation', () => {
  it('are nearly zero up to 0.01, that included, whatever their sign', () => {
    expect(countNearZero(countScales([0, 0.0099, -0.01, 0.011, 0.5, 20]))).toEqual({ below: 3, all: 6 });
  });

  it('have one axis for all epochs, which holds what is nearly zero and every value of any of them', () => {
    const bins = shownBins([{ counts: countScales([0.5]) }, { counts: countScales([3e-5, 20]) }]);
    expect(bins.at(-1)).toBe(SCALE_EDGES.length);
    expect(SCALE_EDGES[bins[0] ?? -1]).toBeGreaterThanOrEqual(3e-5);
    expect(bins).toEqual([...bins].sort((one, other) => one - other));
    const plain = shownBins([{ counts: countScales([0.5]) }]);
    expect(SCALE_EDGES[plain[0] ?? -1]).toBeCloseTo(1e-3, 9);
  });
});
