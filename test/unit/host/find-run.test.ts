import { expect, it } from 'vitest';
import { findOnlyRun, findRun } from '../../../src-main/host/find-run.ts';
import type { RunOverview } from '../../../src-shared/run-overview.ts';
import { expectError } from '../../expect-error.ts';

function run(id: string, name: string): RunOverview {
  return {
    id,
    name,
    project: 'p',
    state: 'done',
    startedAt: '',
    error: null,
    task: 'classification',
    seeds: 1,
    base: null,
    best: null,
  };
}

const runs = [run('2026-10', 'mine'), run('2026-1', 'mine'), run('2025-7', '2026-1')];

it('a whole id is found even where it begins others (would catch a run that can’t be opened any more)', () => {
  expect(findRun(runs, '2026-1')).toBe(runs[1]);
  expect(findOnlyRun(runs, '2026-1')).toBe(runs[1]);
  expect(findRun(runs, '2025')).toBe(runs[2]);
  expectError(() => findRun(runs, '2026'), 'not-found', /begins the ids of 2 runs/);
  expect(findRun(runs, 'mine')).toBe(runs[0]);
  expectError(() => findOnlyRun(runs, 'mine'), 'not-found', /the name of 2 runs/);
});
