import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { runResultSchema } from '../../src-shared/result-schema.ts';
import type { RunResult } from '../../src-shared/result.ts';

const eventSchema = z.looseObject({ event: z.string() });
const resultSchema = z.object({ event: z.literal('result'), result: runResultSchema });
const errorSchema = z.object({ event: z.literal('error'), code: z.string(), message: z.string() });

export type PrintedEvent = z.output<typeof eventSchema>;

/** How a host's process ended: with a result, with an error, or without a word because it was killed. */
export interface Ending {
  readonly events: readonly PrintedEvent[];
  readonly result: RunResult | undefined;
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

export interface HostProgram {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  /** SIGKILL to the host and all it has started. */
  killGroup(): void;
}

/** Starts a host in a process group of its own that runs a recipe; `onEvent` hears each event as it is printed. */
export function startHost(
  home: string,
  recipe: object,
  onEvent: (event: PrintedEvent, program: HostProgram) => void = () => undefined,
): HostProgram {
  const entry = fileURLToPath(new URL('./host-program.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, home, JSON.stringify(recipe)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the host could not be started');
  const events: PrintedEvent[] = [];
  const ended = new Promise<Ending>((resolve) => {
    child.on('close', () => {
      resolve({
        events,
        result: events.map((event) => resultSchema.safeParse(event).data).at(-1)?.result,
        error: events.map((event) => errorSchema.safeParse(event).data).at(-1),
      });
    });
  });
  const program: HostProgram = {
    pid,
    ended,
    killGroup() {
      if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL');
    },
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = eventSchema.parse(JSON.parse(line));
    events.push(event);
    onEvent(event, program);
  });
  onTestFinished(() => {
    program.killGroup();
  });
  return program;
}
