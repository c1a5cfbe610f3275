import { describe, expect, it } from 'vitest';
import { shownCases } from '../../../../../src-renderer/wizard/dataset/shown-cases.ts';

describe('shownCases', () => {
  const place = { file: 'f' };

  it('shows whole cases only, as many as fit', () => {
    expect(shownCases([[place, place], [place, place], [place]], 3)).toEqual([[place, place]]);
  });

  it('cuts a first case that alone is too long, so that something is seen', () => {
    expect(shownCases([[place, place, place]], 2)).toEqual([[place, place]]);
  });
});
