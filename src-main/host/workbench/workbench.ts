import type { EspalierError } from '../../../src-shared/errors.ts';
import { overtaken } from '../../workbench/overtaken.ts';
import type { Task, TaskOutputs, TaskRequest } from '../../workbench/tasks.ts';
import type { EngineLauncher } from '../engine/engine-process.ts';
import { startWorkbench, type WorkbenchLink } from './workbench-link.ts';

/** The process ends after so long without work. */
const IDLE_MILLISECONDS = 60_000;

/** Answers of the workbench, a process that starts with the first request. They come one after another. */
export interface Workbench {
  /** @throws EspalierError as the task does, or `engine-crashed`. */
  ask<Name extends Task>(task: Name, input: TaskRequest<Name>): Promise<TaskOutputs[Name]>;
  /** The same of a task of which only the newest request counts: one of its kind that is not yet answered is `interrupted`. */
  askNewest<Name extends Task>(task: Name, input: TaskRequest<Name>): Promise<TaskOutputs[Name]>;
  /** Ends the process; open requests fail. */
  close(): void;
}

interface OpenRequest {
  readonly task: Task;
  readonly stopping: AbortController;
  readonly carryOut: () => Promise<void>;
  readonly refuse: (error: EspalierError) => void;
}

export function createWorkbench(launch: EngineLauncher, idleMilliseconds = IDLE_MILLISECONDS): Workbench {
  let link: WorkbenchLink | undefined;
  let waiting: readonly OpenRequest[] = [];
  let current: OpenRequest | undefined;
  let idle: NodeJS.Timeout | undefined;

  const end = (): void => {
    link?.kill();
    link = undefined;
  };

  async function workOff(): Promise<void> {
    if (current !== undefined) return;
    clearTimeout(idle);
    while ((current = waiting[0]) !== undefined) {
      waiting = waiting.slice(1);
      await current.carryOut();
    }
    idle = setTimeout(end, idleMilliseconds).unref();
  }

  function ask<Name extends Task>(task: Name, input: TaskRequest<Name>): Promise<TaskOutputs[Name]> {
    return new Promise((resolve, reject) => {
      const stopping = new AbortController();
      const carryOut = async (): Promise<void> => {
        try {
          if (link?.hasEnded() !== false) link = startWorkbench(launch);
          resolve(await link.ask(task, input, stopping.signal));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      waiting = [...waiting, { task, stopping, carryOut, refuse: reject }];
      void workOff();
    });
  }

  return {
    ask,
    askNewest(task, input) {
      for (const { refuse } of waiting.filter((request) => request.task === task)) refuse(overtaken());
      waiting = waiting.filter((request) => request.task !== task);
      if (current?.task === task) current.stopping.abort();
      return ask(task, input);
    },
    close() {
      clearTimeout(idle);
      end();
    },
  };
}
