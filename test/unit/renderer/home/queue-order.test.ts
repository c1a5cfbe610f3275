import { describe, expect, it } from 'vitest';
import { needsAttention } from '../../../../src-renderer/home/attention.ts';
import { waitingJobs } from '../../../../src-renderer/home/queue-order.ts';
import { stateOfRun } from '../../../../src-renderer/run/run-state.ts';
import type { Job, JobState, Queue } from '../../../../src-shared/job.ts';
import type { RunOverview } from '../../../../src-shared/run-overview.ts';

function job(id: string, state: JobState, runId: string | null = null, addedAt = '2026-01-01T00:00:00Z'): Job {
  return {
    id,
    state,
    name: id,
    project: 'default',
    runId,
    error: null,
    stopping: null,
    addedAt,
  };
}

function queueOf(...jobs: readonly Job[]): Queue {
  return { held: false, jobs };
}

function run(id: string, state: RunOverview['state'], startedAt = '2026-01-01T00:00:00Z'): RunOverview {
  const task = 'classification';
  return { id, name: id, project: 'default', state, startedAt, error: null, task, seeds: 1, base: null, best: null };
}

describe('waiting jobs', () => {
  it('are placed among those that wait, not among all jobs, and can’t be moved beyond either end', () => {
    const queue = queueOf(
      job('a', 'running'),
      job('p', 'paused'),
      job('b', 'waiting'),
      job('c', 'waiting'),
      job('d', 'waiting'),
    );
    expect(waitingJobs(queue).map(({ job: { id }, earlier, later }) => [id, earlier, later])).toEqual([
      ['b', undefined, 1],
      ['c', 0, 2],
      ['d', 1, undefined],
    ]);
  });
});

it('a run in the queue has its job’s state, and one outside of it its own', () => {
  const jobs = [job('a', 'waiting', 'r1'), job('b', 'paused', 'r2'), job('c', 'waiting')];
  const runs = [run('r1', 'interrupted'), run('r2', 'interrupted'), run('r3', 'interrupted')];
  expect(runs.map((one) => stateOfRun(one, jobs))).toEqual(['waiting', 'paused', 'interrupted']);
});

describe('what needs the user’s attention', () => {
  it('begins with the newest, whether in the queue or not', () => {
    const queue = queueOf(
      job('old', 'failed', null, '2026-01-01T00:00:00Z'),
      job('new', 'paused', null, '2026-01-03T00:00:00Z'),
    );
    const runs = [run('newest', 'failed', '2026-01-04T00:00:00Z'), run('middle', 'failed', '2026-01-02T00:00:00Z')];
    const names = needsAttention(queue, runs).map((item) => (item.kind === 'job' ? item.job.id : item.run.id));
    expect(names).toEqual(['newest', 'new', 'middle', 'old']);
  });

  it('is what stopped before its end, and a run that is in the queue only once', () => {
    const queue = queueOf(
      job('a', 'running', 'r1'),
      job('b', 'failed', 'r2'),
      job('c', 'waiting', 'r3'),
      job('d', 'paused'),
    );
    const runs = [
      run('r5', 'interrupted'),
      run('r4', 'done'),
      run('r3', 'interrupted'),
      run('r2', 'failed'),
      run('r1', 'running'),
      run('r0', 'failed'),
    ];
    const ids = needsAttention(queue, runs).map((item) => (item.kind === 'job' ? item.job.id : item.run.id));
    expect(ids).toEqual(['b', 'd', 'r5', 'r0']);
  });
});
