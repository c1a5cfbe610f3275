import { describe, expect, it } from 'vitest';
import { knownPlaces } from '../../../../../src-renderer/wizard/dataset/known-places.ts';
import type { DatasetRecord } from '../../../../../src-shared/project.ts';

describe('knownPlaces', () => {
  const record: DatasetRecord = { hash: 'a', name: 'x', kind: 'cifar10', path: '/a', train: 1, test: 1, classes: 2 };

  it('offers each place once, only of the wanted kind, and nothing that has no place', () => {
    const records = [
      record,
      { ...record, hash: 'b' },
      { ...record, hash: 'c', kind: 'cifar100', path: '/c' },
      { ...record, hash: 'd', kind: 'generated', path: null },
    ];
    expect(knownPlaces(records, undefined).map(({ hash }) => hash)).toEqual(['a', 'c']);
    expect(knownPlaces(records, 'cifar100').map(({ hash }) => hash)).toEqual(['c']);
  });
});
