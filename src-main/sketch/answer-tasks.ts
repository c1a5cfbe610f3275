import { parentPort } from 'node:worker_threads';
import { toEspalierError } from '../../src-shared/errors.ts';
import type { ThreadReply, ThreadRequest } from './thread-pool.ts';

/** For a thread of a pool: what it does with a message. It carries out one task at a time, whose signal aborts when the pool stops it. */
export function answerTasks<Task, Result>(
  carryOut: (task: Task, signal: AbortSignal) => Promise<Result>,
): (request: ThreadRequest<Task>) => void {
  let stopping = new AbortController();
  return (request) => {
    if ('stop' in request) {
      stopping.abort();
      return;
    }
    stopping = new AbortController();
    void carryOut(request.task, stopping.signal)
      .then(
        (result): ThreadReply<Result> => ({ result }),
        (thrown: unknown): ThreadReply<Result> => {
          const { code, message } = toEspalierError(thrown);
          return { error: { code, message } };
        },
      )
      .then((reply) => parentPort?.postMessage(reply));
  };
}
