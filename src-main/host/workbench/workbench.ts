import type { EspalierError } from '../../../src-shared/errors.ts';
import { overtaken } from '../../workbench/overtaken.ts';
import type { Task, TaskOutputs, TaskRequest } from '../../workbench/tasks.ts';
import type { EngineLauncher } from '../engine/engine-process.ts';
import { startWorkbench, type WorkbenchLink } from './workbench-link.ts';

/** The process ends after so long without work. */
const IDLE_MILLISECONDS = 60_000;
/** They take long and measure the machine: whatever else is asked goes first, and they begin anew behind that. */
const PATIENT: ReadonlySet<Task> = new Set(['probe-budget', 'measure-latency'] as const);

/** Answers of the workbench, a process that starts with the first request. They come one after another; what measures the machine gives way. */
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
  /** Answers or refuses the request, unless it gave way. */
  readonly carryOut: () => Promise<'answered' | 'gave-way'>;
  /** What is under way ends soon; with `giveWay` the request stays open. */
  readonly stop: (how: { readonly giveWay: boolean }) => void;
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
    while ((current = waiting.find(({ task }) => !PATIENT.has(task)) ?? waiting[0]) !== undefined) {
      const begun = current;
      waiting = waiting.filter((request) => request !== begun);
      if ((await begun.carryOut()) === 'gave-way') waiting = [...waiting, begun];
    }
    idle = setTimeout(end, idleMilliseconds).unref();
  }

  function ask<Name extends Task>(task: Name, input: TaskRequest<Name>): Promise<TaskOutputs[Name]> {
    return new Promise((resolve, reject) => {
      let stopping = new AbortController();
      let givesWay = false;
      const request: OpenRequest = {
        task,
        refuse: reject,
        async carryOut() {
          stopping = new AbortController();
          try {
            if (link?.hasEnded() !== false) link = startWorkbench(launch);
            resolve(await link.ask(task, input, stopping.signal));
          } catch (error) {
            if (givesWay && link?.hasEnded() === false) {
              givesWay = false;
              return 'gave-way';
            }
            reject(error instanceof Error ? error : new Error(String(error)));
          }
          return 'answered';
        },
        stop({ giveWay }) {
          // One that is refused already doesn't come back.
          if (giveWay && stopping.signal.aborted) return;
          givesWay = giveWay;
          stopping.abort();
        },
      };
      waiting = [...waiting, request];
      if (current !== undefined && PATIENT.has(current.task) && !PATIENT.has(task)) current.stop({ giveWay: true });
      void workOff();
    });
  }

  return {
    ask,
    askNewest(task, input) {
      for (const { refuse } of waiting.filter((request) => request.task === task)) refuse(overtaken());
      waiting = waiting.filter((request) => request.task !== task);
      if (current?.task === task) current.stop({ giveWay: false });
      return ask(task, input);
    },
    close() {
      clearTimeout(idle);
      end();
    },
  };
}
