import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../../../../../src-shared/recipe.ts';
import {
  recipeToDraft,
  withoutGivenName,
  withoutRelativePaths,
} from '../../../../../src-renderer/wizard/draft/recipe-to-draft.ts';

describe('withoutRelativePaths', () => {
  const demo = parseRecipe(JSON.parse(readFileSync('resources/demo.json', 'utf8')));

  it('leaves open where a relative data set or weights file is, and keeps absolute places of every system', () => {
    const at = (path: string): unknown =>
      withoutRelativePaths(recipeToDraft({ ...demo, dataset: { kind: 'cifar10', path } }, undefined)).dataset;
    expect(at('cifar-10-batches-bin')).toEqual({ kind: 'cifar10', path: '' });
    expect(at('/data/cifar')).toEqual({ kind: 'cifar10', path: '/data/cifar' });
    expect(at('C:\\data\\cifar')).toEqual({ kind: 'cifar10', path: 'C:\\data\\cifar' });
    const weights = withoutRelativePaths(
      recipeToDraft({ ...demo, network: { kind: 'vgg16', width: 1, weights: 'vgg.pth' } }, undefined),
    ).network;
    expect(weights).toEqual({ kind: 'vgg16', width: 1, weights: '' });
  });
});

describe('withoutGivenName', () => {
  const demo = parseRecipe(JSON.parse(readFileSync('resources/demo.json', 'utf8')));

  it('drops a name that only says what the draft does, so that it follows changes, and keeps one of the user’s own', () => {
    const draft = recipeToDraft(demo, undefined);
    expect(withoutGivenName(draft, () => 'demo').name).toBeUndefined();
    expect(withoutGivenName(draft, () => 'something else').name).toBe('demo');
  });
});
