import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, parsePlace, type Place } from '../../../../src-renderer/navigation/place.ts';

const text = fc.string({ minLength: 1, unit: 'grapheme' });
const ids = fc.array(text, { minLength: 1, maxLength: 4 });
const places: fc.Arbitrary<Place> = fc.oneof(
  fc.constant<Place>({ page: 'home' }),
  fc.constant<Place>({ page: 'settings' }),
  text.map((name): Place => ({ page: 'project', name })),
  text.map((id): Place => ({ page: 'run', id })),
  ids.map((some): Place => ({ page: 'compare', ids: some })),
  ids.map((some): Place => ({ page: 'report', ids: some })),
  fc.constant<Place>({ page: 'wizard' }),
  fc.record({ page: fc.constant('wizard' as const), project: text, run: text, preset: text, recipe: text }),
  text.map((archive): Place => ({ page: 'home', archive })),
);

describe('the address of a place', () => {
  it('leads back to the place, whatever names are in it', () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(parsePlace(addressOf(place))).toEqual(place);
      }),
    );
  });

  it('leads home where it makes no sense', () => {
    for (const hash of ['', '#', '#/', '#/nowhere/at/all', '#/runs/', '#/projects/%E0%A4%A']) {
      expect(parsePlace(hash)).toEqual({ page: 'home' });
    }
  });
});
