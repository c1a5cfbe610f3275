import { describe, expect, it } from 'vitest';
import { compareSettings } from '../../../../../src-renderer/compare/tables/differing-settings.ts';
import { parseRecipe } from '../../../../../src-shared/recipe.ts';
import { sampleRecipe } from '../../../../sample-result.ts';

function differences(...changes: readonly object[]): Record<string, readonly (string | null)[]> {
  const recipes = changes.map((change) => parseRecipe({ ...sampleRecipe, ...change }));
  const differing = compareSettings(recipes).filter(({ differs }) => differs);
  return Object.fromEntries(differing.map(({ setting, values }) => [setting, values]));
}

describe('settings of recipes', () => {
  it('are told apart by their whole path, and the name of a run is none', () => {
    expect(
      differences({ name: 'one' }, { name: 'another', prune: { criterion: 'bn-scale', scope: 'global', ratio: 0.5 } }),
    ).toEqual({ 'prune.ratio': ['0.6', '0.5'] });
  });

  it('say where a recipe does not have what another has', () => {
    expect(differences({}, { prune: { criterion: 'bn-scale', scope: 'global', target: { macs: 0.25 } } })).toEqual({
      'prune.ratio': ['0.6', null],
      'prune.target.macs': [null, '0.25'],
    });
  });

  it('go into lists of compensations, and take a list of words as one value', () => {
    const sketch = { method: 'sketch', alpha: 0.2 };
    const found = differences(
      { compensate: [sketch], controls: ['uncompensated'] },
      { compensate: [sketch, { method: 'merge' }], controls: ['uncompensated', 'random'] },
    );
    expect(found).toEqual({
      'compensate[2].method': [null, 'merge'],
      controls: ['uncompensated', 'uncompensated, random'],
    });
  });

  it('find nothing between equal recipes, but list all there is', () => {
    expect(differences({}, {})).toEqual({});
    expect(compareSettings([sampleRecipe]).map(({ setting }) => setting)).toContain('train.learningRate');
  });
});
