import { describe, expect, it } from 'vitest';
import { frontierOf, onFrontier } from '../../../../../src-renderer/compare/charts/frontier.ts';

describe('the frontier', () => {
  it('leaves out what another beats in cost, in accuracy, or in both', () => {
    const points = [
      { cost: 10, accuracy: 0.9 },
      { cost: 5, accuracy: 0.8 },
      { cost: 5, accuracy: 0.7 },
      { cost: 11, accuracy: 0.9 },
      { cost: 12, accuracy: 0.6 },
    ];
    expect(onFrontier(points)).toEqual([true, true, false, false, false]);
  });

  it('keeps equal points together, and draws them once', () => {
    const points = [
      { cost: 5, accuracy: 0.8 },
      { cost: 5, accuracy: 0.8 },
    ];
    expect(onFrontier(points)).toEqual([true, true]);
    expect(frontierOf(points)).toEqual([{ cost: 5, accuracy: 0.8 }]);
  });

  it('goes from the cheapest to the dearest whatever the order of the points', () => {
    const points = [
      { cost: 9, accuracy: 0.9 },
      { cost: 1, accuracy: 0.5 },
      { cost: 4, accuracy: 0.7 },
    ];
    expect(frontierOf(points).map(({ cost }) => cost)).toEqual([1, 4, 9]);
  });

  it('has no place for a network that was not measured, and is not bent by it', () => {
    const points = [
      { cost: Number.NaN, accuracy: 0.99 },
      { cost: 2, accuracy: Number.NaN },
      { cost: 3, accuracy: 0.4 },
    ];
    expect(onFrontier(points)).toEqual([false, false, true]);
  });
});
