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

  it('leaves no relative place in what a data set has beside its path, and its shares and parts as they are', () => {
    const draft = recipeToDraft(demo, undefined);
    const coco = { kind: 'coco' as const, path: '/a.json', size: [96, 96] as const, ignore: [], seed: 1 };
    const at = (test: number | string): unknown =>
      withoutRelativePaths({ ...draft, dataset: { ...coco, images: 'images', test, testImages: '/test' } }).dataset;
    expect(at('b.json')).toEqual({ ...coco, images: undefined, test: '', testImages: '/test' });
    expect(at(0.3)).toMatchObject({ test: 0.3 });
    expect(at('train')).toMatchObject({ test: 'train' });
    const yolo = { kind: 'yolo', path: '/y', size: [96, 96], test: 'val', seed: 1, names: 'x.names' } as const;
    expect(withoutRelativePaths({ ...draft, dataset: yolo }).dataset).toEqual({ ...yolo, names: undefined });
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
