import { describe, expect, it } from 'vitest';
import { jobsAhead } from '../../../../../src-renderer/wizard/review/follow-job.ts';
import type { Job } from '../../../../../src-shared/job.ts';

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
