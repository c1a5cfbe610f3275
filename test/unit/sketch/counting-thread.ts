import { parentPort, threadId } from 'node:worker_threads';
import { EspalierError } from '../../../src-shared/errors.ts';
import { answerTasks } from '../../../src-main/sketch/answer-tasks.ts';

/** A thread for tests: says which it is and how many tasks it has had, waits to be stopped, or ends. */
let tasks = 0;
parentPort?.on(
  'message',
  answerTasks(async (task: 'count' | 'wait' | 'end', signal): Promise<{ thread: number; tasks: number }> => {
    if (task === 'end') process.exit();
    if (task === 'wait') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new EspalierError('interrupted', 'stopped while waiting');
    }
    return { thread: threadId, tasks: ++tasks };
  }),
);
