import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EspalierError, type ErrorCode } from '../../src-shared/errors.ts';

export type ThreadRequest<Task> = { readonly task: Task } | { readonly stop: true };
export type ThreadReply<Result> =
  { readonly result: Result } | { readonly error: { readonly code: ErrorCode; readonly message: string } };

/** Each holds a layer's matrices, which are tens of megabytes. */
const MOST_THREADS = 4;

/** How many threads a pool has, and so how many tasks are done side by side: one a core, up to a few. */
export function countThreads(): number {
  return Math.min(MOST_THREADS, availableParallelism());
}

/** A task as it is sent, and what of it the thread takes over, so that it isn't copied once more. */
export interface PackedTask<Task> {
  readonly task: Task;
  readonly transfer: ArrayBuffer[];
}

export interface TaskOptions<Task> {
  /** What its thread does, for the message where that fails: "sketches …". */
  readonly purpose: string;
  /** Tasks with the same key go to the same thread, so that it can use what it found out before. */
  readonly key?: string;
  readonly signal?: AbortSignal;
  /** Makes of the task what is sent, when its turn comes. */
  readonly pack?: (task: Task) => PackedTask<Task>;
}

/** Threads that carry out tasks side by side, each one at a time. They start when there is work, and while idle keep no process alive. */
export interface ThreadPool<Task, Result> {
  /** @throws EspalierError what the task throws, `interrupted` soon after the signal aborts, `internal` if its thread ends. */
  run(task: Task, options: TaskOptions<Task>): Promise<Result>;
  /** Ends the threads, with what they are at. */
  close(): Promise<void>;
}

interface Job<Task, Result> extends TaskOptions<Task> {
  readonly task: Task;
  settle(reply: ThreadReply<Result>): void;
  fail(reason: string): void;
}

/** The bodies of the threads are the module `./name` beside the caller's `url`; it answers with `answerTasks`. */
export function createThreadPool<Task, Result>(
  name: string,
  url: string,
  count = countThreads(),
): ThreadPool<Task, Result> {
  const workers = new Map<number, Worker>();
  const running = new Map<number, Job<Task, Result>>();
  const placeOf = new Map<string, number>();
  let waiting: Job<Task, Result>[] = [];

  function startWorker(place: number): Worker {
    const worker = new Worker(new URL(`./${name}${extname(url)}`, url));
    let end = 'it ended';
    worker.on('message', (reply: ThreadReply<Result>) => {
      worker.unref();
      finish(place, (job) => job.settle(reply));
    });
    worker.on('error', ({ message }: Error) => (end = message));
    worker.on('exit', () => {
      workers.delete(place);
      finish(place, (job) => job.fail(end));
    });
    workers.set(place, worker);
    return worker;
  }

  function finish(place: number, tell: (job: Job<Task, Result>) => void): void {
    const job = running.get(place);
    running.delete(place);
    if (job !== undefined) tell(job);
    startWaiting();
  }

  /** Gives every idle thread the first task that isn't another's. */
  function startWaiting(): void {
    for (let place = 0; place < count; place++) {
      const job = waiting.find(({ key }) => key === undefined || (placeOf.get(key) ?? place) === place);
      if (running.has(place) || job === undefined) continue;
      waiting = waiting.filter((other) => other !== job);
      running.set(place, job);
      if (job.key !== undefined) placeOf.set(job.key, place);
      const worker = workers.get(place) ?? startWorker(place);
      worker.ref();
      const { task, transfer } = job.pack?.(job.task) ?? { task: job.task, transfer: [] };
      worker.postMessage({ task } satisfies ThreadRequest<Task>, transfer);
    }
  }

  function stop(job: Job<Task, Result>): void {
    for (const [place, other] of running) {
      if (other === job) workers.get(place)?.postMessage({ stop: true } satisfies ThreadRequest<Task>);
    }
    if (!waiting.includes(job)) return;
    waiting = waiting.filter((other) => other !== job);
    job.settle({ error: { code: 'interrupted', message: `the thread that ${job.purpose} was stopped` } });
  }

  return {
    run: (task, options) =>
      new Promise((resolve, reject) => {
        const { signal } = options;
        const job: Job<Task, Result> = {
          ...options,
          task,
          settle(reply) {
            signal?.removeEventListener('abort', stopThis);
            if ('result' in reply) resolve(reply.result);
            else reject(new EspalierError(reply.error.code, reply.error.message));
          },
          fail(reason) {
            const message = `the thread that ${options.purpose} stopped: ${reason}`;
            this.settle({ error: { code: 'internal', message } });
          },
        };
        const stopThis = (): void => stop(job);
        signal?.addEventListener('abort', stopThis);
        waiting.push(job);
        if (signal?.aborted === true) stopThis();
        startWaiting();
      }),
    async close() {
      const left = waiting;
      waiting = [];
      for (const job of left) job.fail('it ended');
      await Promise.all([...workers.values()].map((worker) => worker.terminate()));
    },
  };
}
