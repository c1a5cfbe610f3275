import { spawnSync } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { createThreadPool, type ThreadPool } from '../../../src-main/sketch/thread-pool.ts';

type Task = 'count' | 'wait' | 'end';
interface Count {
  readonly thread: number;
  readonly tasks: number;
}

function open(): ThreadPool<Task, Count> {
  const pool = createThreadPool<Task, Count>('counting-thread', import.meta.url, 2);
  onTestFinished(() => pool.close());
  return pool;
}

const purpose = 'counts';

it('gives tasks of one key to one thread, and others to whichever is idle', async () => {
  // Would catch a thread's memory that is no use because the next thread is asked.
  const pool = open();
  const keys = ['a', 'b', 'a', 'b', 'a', 'b'];
  const counts = await Promise.all(keys.map((key) => pool.run('count', { purpose, key })));
  const threads = keys.map((key) => counts.filter((_, index) => keys[index] === key).map(({ thread }) => thread));
  for (const ofKey of threads) expect(new Set(ofKey).size).toBe(1);
  const [first, second] = counts;
  expect(first?.thread).not.toBe(second?.thread);
  expect(counts.map(({ tasks }) => tasks)).toEqual([1, 1, 2, 2, 3, 3]);
});

it('stops tasks at work and tasks that wait, and takes the next', async () => {
  // Would catch a stop that reaches another task, and one that waits for its turn first.
  const pool = open();
  const stopping = new AbortController();
  const { signal } = stopping;
  const interrupted = { reason: { code: 'interrupted' } };
  const outcomes = Promise.allSettled([1, 2, 3, 4].map(() => pool.run('wait', { purpose, signal })));
  const next = pool.run('count', { purpose });
  stopping.abort();
  expect(await outcomes).toMatchObject([interrupted, interrupted, interrupted, interrupted]);
  await expect(next).resolves.toMatchObject({ tasks: 1 });
  await expect(pool.run('count', { purpose, signal })).rejects.toMatchObject({ code: 'interrupted' });
});

it('starts a thread anew that ended', async () => {
  // Would catch tasks that wait for ever for a thread that is no more.
  const pool = open();
  const before = await pool.run('count', { purpose, key: 'a' });
  const message = 'the thread that counts stopped: it ended';
  await expect(pool.run('end', { purpose, key: 'a' })).rejects.toMatchObject({ code: 'internal', message });
  const after = await pool.run('count', { purpose, key: 'a' });
  expect(after.tasks).toBe(1);
  expect(after.thread).not.toBe(before.thread);
});

it('refuses what still waits when it is closed', async () => {
  const pool = open();
  const outcomes = Promise.allSettled([1, 2, 3].map(() => pool.run('wait', { purpose })));
  await pool.close();
  const refused = { reason: { message: 'the thread that counts stopped: it ended' } };
  expect(await outcomes).toMatchObject([refused, refused, refused]);
});

it('lets its process end', () => {
  // Would catch a workbench that never ends because idle threads keep it alive.
  const pool = new URL('../../../src-main/sketch/thread-pool.ts', import.meta.url).href;
  const script = `import('${pool}').then(async ({ createThreadPool }) => {
    const { tasks } = await createThreadPool('counting-thread', '${import.meta.url}', 1).run('count', {});
    console.log(tasks);
  });`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--eval', script], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect([status, stdout, stderr]).toEqual([0, '1\n', '']);
});
