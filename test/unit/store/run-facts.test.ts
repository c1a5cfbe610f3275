import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import { sampleCertificate, sampleEpoch, sampleRecipe } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const ofBase = { stage: 'train', variant: 'base', seed: 1 } as const;

/** A store with a run "a". */
function openWithRun(): Store {
  const store = openStore(temporaryFolder());
  onTestFinished(() => store.close());
  const folder = join(store.home, 'runs', 'a');
  store.createRun({ id: 'a', recipe: sampleRecipe, recipeHash: 'h', device: 'cpu', pid: 1, folder });
  return store;
}

/** Records the losses of the steps behind `from` up to `to`: each its step's number, plus `offset`. */
function record(store: Store, from: number, to: number, offset = 0): void {
  const losses = Array.from({ length: to - from }, (_, index) => from + index + 1 + offset);
  store.recordLosses('a', { event: 'progress', ...ofBase, done: to, total: 5000, losses });
}

function lossesOf(store: Store): number[] {
  return [...(store.listLosses('a')[0]?.losses ?? [])];
}

describe('the losses of steps', () => {
  it('recorded piece by piece read back as one curve, wherever the pieces begin and end', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 6 }), (lengths) => {
        const store = openStore(temporaryFolder());
        const folder = join(store.home, 'runs', 'a');
        store.createRun({ id: 'a', recipe: sampleRecipe, recipeHash: 'h', device: 'cpu', pid: 1, folder });
        let done = 0;
        for (const length of lengths) {
          record(store, done, done + length);
          done += length;
        }
        const read = lossesOf(store);
        store.close();
        expect(read).toEqual(Array.from({ length: done }, (_, index) => index + 1));
      }),
      { numRuns: 12 },
    );
  });

  it('of a run that goes on from a checkpoint replace all later ones: catches a curve that is part old, part new', () => {
    const store = openWithRun();
    record(store, 0, 3000);
    record(store, 1000, 1100, 0.5);
    const read = lossesOf(store);
    expect(read).toHaveLength(1100);
    expect(read.slice(998, 1002)).toEqual([999, 1000, 1001.5, 1002.5]);
    record(store, 1100, 2100, 0.5);
    expect(lossesOf(store).at(-1)).toBe(2100.5);
    expect(lossesOf(store)).toHaveLength(2100);
  });

  it('that a crash has swallowed are not numbers, and the others keep their steps', () => {
    const store = openWithRun();
    record(store, 0, 2);
    record(store, 4, 6);
    record(store, 3000, 3001);
    const read = lossesOf(store);
    expect(read.slice(0, 6)).toEqual([1, 2, Number.NaN, Number.NaN, 5, 6]);
    expect(read).toHaveLength(3001);
    expect(read.at(-1)).toBe(3001);
  });

  it('of several stages are kept apart, in the order the stages began', () => {
    const store = openWithRun();
    record(store, 0, 10);
    for (const [variant, seed] of [
      ['sketch', 1],
      ['pruned', 2],
    ] as const) {
      const stage = { stage: 'finetune', variant, seed } as const;
      store.recordLosses('a', { event: 'progress', ...stage, done: 1, total: 7, losses: [seed] });
    }
    expect(store.listLosses('a')).toMatchObject([
      { stage: 'train', variant: 'base', seed: 1, total: 5000 },
      { stage: 'finetune', variant: 'sketch', seed: 1, total: 7 },
      { stage: 'finetune', variant: 'pruned', seed: 2, losses: Float32Array.of(2) },
    ]);
  });
});

describe('what a run says', () => {
  it('again when it goes on is there once, in the order it was first said (would catch a doubled certificate)', () => {
    const store = openWithRun();
    for (const error of [0.5, 0.25]) {
      store.recordCertificate('a', { variant: 'sketch', seed: 1, certificate: sampleCertificate('one') });
      store.recordCertificate('a', {
        variant: 'sketch',
        seed: 1,
        certificate: sampleCertificate('two', { relativeError: error, bound: Number.NaN }),
      });
      store.recordScales('a', { ...ofBase, epoch: 1, counts: [1, 2] });
      store.recordPlan('a', 1, [{ layer: 'conv1', originalChannels: 4, keep: [0, 2], note: 'few' }]);
      store.recordPlan('a', 2, []);
      store.log('a', { at: 't', level: 'warning', message: 'few images' }, 'once');
      store.log('a', { at: 't', level: 'info', message: 'continued' }, 'always');
    }
    expect(store.listCertificates('a').map(({ certificate }) => certificate.layer)).toEqual(['one', 'two']);
    expect(store.listCertificates('a')[1]?.certificate).toMatchObject({ relativeError: 0.25, bound: Number.NaN });
    expect(store.listScales('a')).toEqual([{ ...ofBase, epoch: 1, counts: [1, 2] }]);
    expect(store.firstPlan('a')).toEqual([{ layer: 'conv1', originalChannels: 4, keep: [0, 2], note: 'few' }]);
    expect(store.listLog('a').map(({ message }) => message)).toEqual(['few images', 'continued', 'continued']);
  });

  it('goes with the run, and an epoch cut short keeps its steps', () => {
    const store = openWithRun();
    record(store, 0, 10);
    store.log('a', { at: 't', level: 'info', message: 'begun' }, 'once');
    store.recordEpoch('a', sampleEpoch({ steps: 3 }));
    store.recordEpoch('a', sampleEpoch({ epoch: 2 }));
    expect(store.listEpochs('a')).toEqual([sampleEpoch({ steps: 3 }), sampleEpoch({ epoch: 2 })]);
    store.deleteRun('a');
    expect([store.listLosses('a'), store.listLog('a'), store.listEpochs('a')]).toEqual([[], [], []]);
  });
});
