import { describe, expect, it } from 'vitest';
import { loadDataset } from '../../../src-main/data/load-dataset.ts';

describe('loadDataset', () => {
  it('makes a generated set of the size and seed asked for: catches sizes that are swapped', async () => {
    const dataset = await loadDataset({ kind: 'generated', train: 120, test: 100, seed: 4 });
    expect([dataset.train.count, dataset.test.count]).toEqual([120, 100]);
  });

  it('passes a CIFAR-10 path on, and its refusal', async () => {
    const loading = loadDataset({ kind: 'cifar10', path: '/nowhere/cifar-10' });
    await expect(loading).rejects.toMatchObject({ code: 'bad-dataset' });
    await expect(loading).rejects.toThrow('/nowhere/cifar-10');
  });
});
