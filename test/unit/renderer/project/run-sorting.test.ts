import { describe, expect, it } from 'vitest';
import { reorder, sortRuns, type RunOrder } from '../../../../src-renderer/project/run-sorting.ts';
import type { RunOverview } from '../../../../src-shared/run-overview.ts';

function run(id: string, accuracy: number | null, parameters = 50): RunOverview {
  return {
    id,
    name: id,
    project: 'default',
    state: accuracy === null ? 'failed' : 'done',
    startedAt: '2026-01-01T00:00:00Z',
    error: null,
    task: 'classification',
    seeds: 1,
    base: accuracy === null ? null : { name: 'base', parameters: 100, accuracy: 0.9 },
    best: accuracy === null ? null : { name: 'sketch', parameters, accuracy },
  };
}

function orderOf(runs: readonly RunOverview[], order: RunOrder): string {
  return sortRuns(runs, order, ({ state }) => state)
    .map(({ id }) => id)
    .join(' ');
}

describe('the runs of a project', () => {
  const runs = [run('a', 0.5, 20), run('b', null), run('c', 0.7, 60), run('d', Number.NaN, 40), run('e', 0.5, 10)];

  it('are sorted by numbers, those without a number last in both directions', () => {
    expect(orderOf(runs, { column: 'bestAccuracy', descending: true })).toBe('c a e b d');
    expect(orderOf(runs, { column: 'bestAccuracy', descending: false })).toBe('a e c b d');
    expect(orderOf(runs, { column: 'bestShare', descending: false })).toBe('e a d c b');
  });

  it('rank no mAP with accuracies, but detectors among themselves after classifiers, in both directions', () => {
    const detectors = [run('m', 0.6), run('n', 0.9)].map((one) => ({ ...one, task: 'detection' }) as const);
    const mixed = [...detectors, run('a', 0.5), run('c', 0.7)];
    expect(orderOf(mixed, { column: 'bestAccuracy', descending: true })).toBe('c a n m');
    expect(orderOf(mixed, { column: 'bestAccuracy', descending: false })).toBe('a c m n');
  });

  it('are sorted by the state they have in the queue', () => {
    const order: RunOrder = { column: 'state', descending: false };
    const states = new Map([
      ['a', 'waiting'],
      ['c', 'paused'],
    ]);
    const sorted = sortRuns(
      [run('a', null), run('b', null), run('c', null)],
      order,
      ({ id, state }) => states.get(id) ?? state,
    );
    expect(sorted.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  it('begin with the best of a column: the highest accuracy, the smallest network, the first name', () => {
    const byName: RunOrder = { column: 'name', descending: false };
    expect(reorder(byName, 'bestAccuracy')).toEqual({ column: 'bestAccuracy', descending: true });
    expect(reorder(byName, 'bestShare')).toEqual({ column: 'bestShare', descending: false });
    expect(reorder(byName, 'name')).toEqual({ column: 'name', descending: true });
  });
});
