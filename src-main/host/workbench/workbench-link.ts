import { EspalierError } from '../../../src-shared/errors.ts';
import { isReplyTo } from '../../workbench/messages.ts';
import type { Task, TaskOutputs, TaskRequest } from '../../workbench/tasks.ts';
import type { EngineLauncher } from '../engine/engine-process.ts';
import { siblingEntry } from '../engine/sibling-entry.ts';

/** A running workbench process. */
export interface WorkbenchLink {
  /** One at a time; the signal says that nobody waits any more. @throws EspalierError as the task does, or `engine-crashed`. */
  ask<Name extends Task>(task: Name, input: TaskRequest<Name>, signal: AbortSignal): Promise<TaskOutputs[Name]>;
  hasEnded(): boolean;
  kill(): void;
}

export function startWorkbench(launch: EngineLauncher): WorkbenchLink {
  const child = launch(siblingEntry('workbench-process', 'workbench'));
  let lastId = 0;
  let ended: EspalierError | undefined;
  let said = '';
  let hear: (message: unknown) => void = () => undefined;
  let fail: (error: EspalierError) => void = () => undefined;
  child.onErrorOutput((text) => {
    said = text.trim().split('\n').at(-1) ?? '';
  });
  child.onMessage((message) => hear(message));
  child.onExit((how) => {
    const reason = said === '' ? how : `${how}: ${said}`;
    ended = new EspalierError(
      'engine-crashed',
      `the process that computes this ended unexpectedly (${reason}); try again`,
    );
    fail(ended);
  });
  return {
    ask(task, input, signal) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        if (ended !== undefined) throw ended;
        fail = reject;
        hear = (message) => {
          if (!isReplyTo(message, id, task)) return;
          if (message.ok) resolve(message.data);
          else reject(new EspalierError(message.error.code, message.error.message));
        };
        child.send({ id, task, input });
        signal.addEventListener('abort', () => child.send({ overtaken: id }), { once: true });
      });
    },
    hasEnded: () => ended !== undefined,
    kill: () => child.kill(),
  };
}
