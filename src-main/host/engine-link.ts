import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EspalierError } from '../../src-shared/errors.ts';
import { isEngineMessage, type EngineCommand, type EngineMessage } from '../engine/messages.ts';

/** Variables that change what a Node process loads; the engine must not inherit them. */
const UNSAFE_VARIABLES = ['NODE_OPTIONS', 'LD_PRELOAD', 'DYLD_INSERT_LIBRARIES'];

/** An engine process and the conversation with it. */
export interface EngineLink {
  readonly pid: number;
  tell(command: EngineCommand): void;
  /** The next message, in order. @throws EspalierError with the engine's code, or `engine-crashed` with the reason. */
  next(): Promise<EngineMessage>;
  /** Ends the process at once. */
  kill(): void;
}

/** Starts an engine process: the sibling of this program's own build, on the same Node. */
export function startEngine(): EngineLink {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const entry = fileURLToPath(new URL(`../engine/engine-process.${extension}`, import.meta.url));
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !UNSAFE_VARIABLES.includes(name)),
  );
  // Whatever a native library prints goes to our standard error: standard output belongs to `--json`.
  const child = fork(entry, [], { env: environment, stdio: ['ignore', 2, 'pipe', 'ipc'], execArgv: [] });
  if (child.pid === undefined) throw new EspalierError('engine-crashed', 'the engine process could not be started');
  return createLink(child, child.pid);
}

function createLink(child: ChildProcess, pid: number): EngineLink {
  const waiting: ((settle: () => EngineMessage) => void)[] = [];
  const arrived: (() => EngineMessage)[] = [];
  const errors: string[] = [];
  const deliver = (settle: () => EngineMessage): void => {
    const receiver = waiting.shift();
    if (receiver === undefined) arrived.push(settle);
    else receiver(settle);
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors.push(text);
    if (errors.length > 100) errors.shift();
  });
  child.on('message', (message) => {
    if (isEngineMessage(message)) deliver(() => message);
  });
  child.on('error', (cause) => {
    deliver(() => {
      throw new EspalierError(
        'engine-crashed',
        `the engine process can't be reached (${cause.message}); the same command continues the run`,
        { cause },
      );
    });
  });
  child.on('close', (code, signal) => {
    const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
    const said = findReason(errors.join(''));
    const reason = said === undefined ? how : `${how}: ${said}`;
    deliver(() => {
      throw new EspalierError(
        'engine-crashed',
        `the engine process ended unexpectedly (${reason}); the same command continues the run`,
      );
    });
  });
  return {
    pid,
    tell(command) {
      if (child.connected) child.send(command);
    },
    async next() {
      const settle = arrived.shift() ?? (await new Promise<() => EngineMessage>((resolve) => waiting.push(resolve)));
      return settle();
    },
    kill() {
      child.kill('SIGKILL');
    },
  };
}

/** The line of a process's error output that says most: the error itself, before its stack, else the last one. */
function findReason(output: string): string | undefined {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1);
}
