import { describe, expect, it } from 'vitest';
import { readNumber } from '../../../../src-renderer/wizard/parts/read-number.ts';
import { knownPlaces } from '../../../../src-renderer/wizard/dataset/known-places.ts';
import { samplesByClass } from '../../../../src-renderer/wizard/dataset/samples-by-class.ts';
import { shownCases } from '../../../../src-renderer/wizard/dataset/shown-cases.ts';
import { emptyDraft } from '../../../../src-renderer/wizard/draft/draft.ts';
import { isStoredDraft } from '../../../../src-renderer/wizard/draft/stored-draft.ts';
import { informationOf } from '../../../../src-renderer/wizard/method/information.ts';
import { chooseProject } from '../../../../src-renderer/wizard/review/choose-project.ts';
import { jobsAhead } from '../../../../src-renderer/wizard/review/follow-job.ts';
import type { Job } from '../../../../src-shared/job.ts';
import type { DatasetRecord } from '../../../../src-shared/project.ts';

describe('readNumber', () => {
  it('reads numbers as people write them', () => {
    expect(readNumber(' 1e-4 ', {})).toBe(0.0001);
    expect(readNumber('0,5', {})).toBe(0.5);
    expect(readNumber('.5', {})).toBe(0.5);
  });

  it('takes nothing that is no number or out of range', () => {
    for (const text of ['', 'ten', '1 2', '0x10', '1,000,000', 'Infinity', '1e999']) {
      expect(readNumber(text, {})).toBe('wrong');
    }
    expect(readNumber('0', { from: 0, above: true })).toBe('wrong');
    expect(readNumber('100', { to: 100, below: true })).toBe('wrong');
    expect(readNumber('100', { to: 100 })).toBe(100);
    expect(readNumber('1.5', { whole: true })).toBe('wrong');
  });
});

describe('isStoredDraft', () => {
  const stored = {
    version: 1,
    origin: '#/new',
    step: 'method',
    changedAt: '2026-01-31T14:25:00Z',
    draft: emptyDraft(undefined),
  };

  it('takes what this version has written, after a way through JSON', () => {
    expect(isStoredDraft(JSON.parse(JSON.stringify(stored)))).toBe(true);
  });

  it('takes nothing of another version, half of one, or something else', () => {
    for (const value of [
      null,
      7,
      {},
      { ...stored, version: 2 },
      { ...stored, step: 'done' },
      { ...stored, draft: {} },
    ]) {
      expect(isStoredDraft(value)).toBe(false);
    }
  });
});

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

describe('shownCases', () => {
  const place = { file: 'f' };

  it('shows whole cases only, as many as fit', () => {
    expect(shownCases([[place, place], [place, place], [place]], 3)).toEqual([[place, place]]);
  });

  it('cuts a first case that alone is too long, so that something is seen', () => {
    expect(shownCases([[place, place, place]], 2)).toEqual([[place, place]]);
  });
});

describe('samplesByClass', () => {
  it('keeps classes without a sample, and at most so many of the others', () => {
    const image = (label: number, index: number): { image: string; label: number; index: number } => ({
      image: String(index),
      label,
      index,
    });
    const samples = { classes: ['cat', 'dog'], images: [image(1, 0), image(1, 1), image(1, 2)] };
    expect(samplesByClass(samples, 2).map(({ name, images }) => [name, images.length])).toEqual([
      ['cat', 0],
      ['dog', 2],
    ]);
  });
});

describe('informationOf', () => {
  const certificate = {
    layer: 'conv1',
    solver: 'svd',
    align: 'none',
    originalFilters: 64,
    keptFilters: 32,
    filterLength: 27,
    relativeError: 0.1,
    bound: 0.2,
    keptError: 0.4,
    optimumError: 0.05,
    zeroRows: 0,
    shrinks: 0,
    milliseconds: 1,
  };

  it('is what the error leaves', () => {
    expect(informationOf(certificate)).toEqual({ sketched: 0.9, promised: 0.8, plainly: 0.6 });
  });

  it('promises nothing where the bound is no bound', () => {
    expect(informationOf({ ...certificate, bound: 2 }).promised).toBeNaN();
  });
});

describe('chooseProject', () => {
  it('is the one said, else the last active, else the first of all', () => {
    expect(chooseProject('mine', ['other'])).toBe('mine');
    expect(chooseProject(undefined, ['other', 'older'])).toBe('other');
    expect(chooseProject(undefined, [])).toBe('default');
  });
});

describe('jobsAhead', () => {
  const job = (id: string, state: Job['state']): Job => ({
    id,
    state,
    name: id,
    project: 'p',
    runId: null,
    error: null,
    stopping: null,
    addedAt: '2026-01-31T14:25:00Z',
  });

  it('counts those that run or wait before it, not those that have stopped', () => {
    const mine = job('mine', 'waiting');
    const jobs = [job('a', 'running'), job('b', 'paused'), job('c', 'waiting'), mine, job('d', 'waiting')];
    expect(jobsAhead({ held: false, jobs }, mine)).toBe(2);
    expect(jobsAhead({ held: false, jobs: [] }, mine)).toBe(0);
  });
});
