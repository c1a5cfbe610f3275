import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompensateRecipe, PruneRecipe } from '../../../../../src-shared/recipe.ts';
import { AMOUNTS, amountOf, shareOf, withAmount } from '../../../../../src-renderer/wizard/draft/amount.ts';
import { chooseApproach } from '../../../../../src-renderer/wizard/draft/approach.ts';
import {
  chooseDataset,
  chooseNetwork,
  placeDataset,
  withTraining,
} from '../../../../../src-renderer/wizard/draft/choose.ts';
import { anotherCompensation, repeatedCompensations } from '../../../../../src-renderer/wizard/draft/compensations.ts';
import { emptyDraft } from '../../../../../src-renderer/wizard/draft/draft.ts';

const empty = emptyDraft(undefined);

describe('choosing a data set', () => {
  it('brings back what was set for a kind after a look at others', () => {
    const placed = placeDataset(empty, 'cifar10', '/data/cifar');
    const back = chooseDataset(chooseDataset(chooseDataset(placed, 'generated'), 'image-folder'), 'cifar10');
    expect(back.dataset).toEqual({ kind: 'cifar10', path: '/data/cifar' });
    expect(back.otherDatasets.map(({ kind }) => kind)).not.toContain('cifar10');
  });

  it('keeps limits when the place changes', () => {
    const draft = { ...empty, dataset: { kind: 'cifar10', path: '/a', limit: { train: 500 } } } as const;
    expect(placeDataset(draft, 'cifar10', '/b').dataset).toEqual({
      kind: 'cifar10',
      path: '/b',
      limit: { train: 500 },
    });
  });
});

describe('choosing an approach for the first time', () => {
  it('plans the sketch beside its control, and brings no sketch back that was removed', () => {
    const begun = chooseApproach(empty, 'bn-scale');
    expect(begun.compensate.map(({ method }) => method)).toEqual(['sketch']);
    expect(begun.controls).toContain('uncompensated');
    expect(chooseApproach({ ...begun, compensate: [] }, 'l1').compensate).toEqual([]);
  });
});

describe('choosing a network', () => {
  it('brings back the file of a network after a look at another kind', () => {
    const file = { ...empty, network: { kind: 'onnx', path: '/n.onnx' } } as const;
    expect(chooseNetwork(chooseNetwork(file, 'vgg16'), 'onnx').network).toEqual({ kind: 'onnx', path: '/n.onnx' });
  });

  it('turns training on for a network of random weights, and leaves it off for weights from a file', () => {
    const untrained = { ...empty, train: undefined };
    expect(chooseNetwork(untrained, 'vgg16').train).toBeDefined();
    expect(chooseNetwork(untrained, 'onnx').train).toBeUndefined();
    const file = { ...untrained, network: { kind: 'vgg16', width: 1, weights: '/w.pth' } } as const;
    expect(withTraining(file).train).toBeUndefined();
  });
});

describe('choosing an approach', () => {
  it('trains sparse and ranks all layers for BN scale, and neither for a norm', () => {
    const slimming = chooseApproach(empty, 'bn-scale');
    expect(slimming.prune?.scope).toBe('global');
    expect(slimming.train?.sparsity).toBeGreaterThan(0);
    const norm = chooseApproach(slimming, 'l1');
    expect(norm.prune?.scope).toBe('uniform');
    expect(norm.train?.sparsity).toBe(0);
  });

  it('keeps how much is removed and the limits', () => {
    const chosen = chooseApproach(empty, 'l1');
    const set = { ...chosen, prune: { ...pruning, target: { macs: 0.3 }, ratio: undefined, minChannels: 9 } };
    const other = chooseApproach(set, 'geometric-median').prune;
    expect(other).toMatchObject({ criterion: 'geometric-median', target: { macs: 0.3 }, minChannels: 9 });
  });

  it('keeps a sparsity that the user has set', () => {
    const draft = { ...empty, train: { ...trained(), sparsity: 0.003 } };
    expect(chooseApproach(draft, 'bn-scale').train?.sparsity).toBe(0.003);
  });
});

const pruning: PruneRecipe = {
  criterion: 'l1',
  scope: 'uniform',
  ratio: 0.5,
  exclude: [],
  minChannels: 4,
  roundTo: 1,
  absorbBias: false,
};

function trained(): NonNullable<typeof empty.train> {
  if (empty.train === undefined) throw new Error('a new draft trains');
  return empty.train;
}

describe('how much is removed', () => {
  it('is said in exactly one way, whichever ways were gone through before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...AMOUNTS), { minLength: 1 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (ways, share) => {
          const result = ways.reduce((prune, way) => withAmount(prune, way, share, ['conv1', 'conv2']), pruning);
          const last = ways.at(-1);
          expect([result.ratio, result.target, result.layers].filter((one) => one !== undefined)).toHaveLength(1);
          expect(amountOf(result)).toBe(last);
          expect(shareOf(result)).toBe(last === 'layers' ? undefined : share);
        },
      ),
    );
  });

  it('gives every layer its share to begin with', () => {
    expect(withAmount(pruning, 'layers', 0.4, ['a', 'b']).layers).toEqual({ a: 0.4, b: 0.4 });
  });
});

describe('adding compensations', () => {
  it('never gives one that is in the list already, until there is none left', () => {
    for (const method of ['sketch', 'merge', 'refit'] as const) {
      const list: CompensateRecipe[] = [];
      for (let next = anotherCompensation(list, method); next !== undefined; next = anotherCompensation(list, method)) {
        list.push(next);
      }
      expect(list.length).toBeGreaterThan(0);
      expect(repeatedCompensations(list)).toEqual([]);
    }
    expect(anotherCompensation([{ method: 'merge' }], 'merge')).toBeUndefined();
  });

  it('finds the later of two that are the same', () => {
    expect(
      repeatedCompensations([{ method: 'merge' }, { method: 'refit', images: 64, ridge: 1 }, { method: 'merge' }]),
    ).toEqual([2]);
  });
});
