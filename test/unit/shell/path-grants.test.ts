import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPathGrants } from '../../../src-main/shell/path-grants.ts';

it('lets a page name what was granted and what is inside, and nothing that only looks like it', () => {
  const grants = createPathGrants();
  grants.grant('/data/cifar');
  const ungranted = (path: string): boolean => grants.findUngranted({ path }) !== undefined;
  expect(['/data/cifar', '/data/cifar/', '/data/cifar/train/1.png', '/data/./cifar'].filter(ungranted)).toEqual([]);
  const others = [
    '/data/cifar-secret',
    '/data',
    '/',
    '/data/cifar/../x',
    'data/cifar',
    'cifar',
    '',
    '\\data\\cifar',
    '/DATA/cifar',
  ];
  expect(others.filter((path) => !ungranted(path))).toEqual([]);
});

it('looks for paths under every key that holds one, however deep', () => {
  const grants = createPathGrants();
  for (const input of [
    { path: '/etc' },
    { recipe: { dataset: { kind: 'cifar10', path: '/etc' } } },
    { recipe: { network: { kind: 'vgg16', weights: '/etc' } } },
    { list: [{ folder: '/etc' }, 'harmless'] },
    { home: '/etc' },
    { dataset: { kind: 'coco', images: '/etc' } },
    { dataset: { kind: 'coco', test: '/etc' } },
    { dataset: { kind: 'coco', test: 0.2, testImages: '/etc' } },
    { dataset: { kind: 'yolo', names: '/etc' } },
  ]) {
    expect(grants.findUngranted(input)).toBe('/etc');
  }
  expect(grants.findUngranted({ name: '/etc', note: '/etc', weights: { path: 7 } })).toBeUndefined();
  expect(grants.findUngranted({ kind: 'visdrone', test: 'val' })).toBeUndefined();
  expect(grants.findUngranted({ kind: 'coco', test: 'train' })).toBeUndefined();
  expect(grants.findUngranted('/etc')).toBeUndefined();
});

it('grants what the host has named', () => {
  const grants = createPathGrants();
  grants.grantAllIn({
    runs: [{ recipe: { dataset: { path: '/data/set' }, network: { weights: '/w/a.pth' } } }],
    home: '/home/u/espalier',
  });
  for (const path of ['/data/set', '/w/a.pth', '/home/u/espalier/runs'])
    expect(grants.findUngranted({ path })).toBeUndefined();
  expect(grants.findUngranted({ path: '/w' })).toBe('/w');
});

it('refuses what is nested too deeply to be a request, in place of running out of stack', () => {
  const deep: unknown = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`);
  expect(() => createPathGrants().findUngranted(deep)).toThrow(RangeError);
});

it('grants nothing by a relative path', () => {
  const grants = createPathGrants();
  grants.grant('data');
  expect(grants.findUngranted({ path: join(process.cwd(), 'data') })).toBeDefined();
});
