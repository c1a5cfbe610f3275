import { describe, expect, it } from 'vitest';
import { informationOf } from '../../../../../src-renderer/wizard/method/information.ts';

describe('informationOf', () => {
  const certificate = {
    layer: 'conv1',
    solver: 'svd',
    align: 'none',
    originalFilters: 64,
    keptFilters: 32,
    filterLength: 27,
    relativeError: 0.1,
    bound: 0.2,
    keptError: 0.4,
    optimumError: 0.05,
    zeroRows: 0,
    shrinks: 0,
    milliseconds: 1,
  };

  it('is what the error leaves', () => {
    expect(informationOf(certificate)).toEqual({ sketched: 0.9, promised: 0.8, plainly: 0.6 });
  });

  it('promises nothing where the bound is no bound', () => {
    expect(informationOf({ ...certificate, bound: 2 }).promised).toBeNaN();
  });

  it('promises nothing where rows were filled', () => {
    expect(informationOf({ ...certificate, bound: 0, zeroRows: 1 }).promised).toBeNaN();
  });
});
