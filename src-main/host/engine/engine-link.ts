import { EspalierError } from '../../../src-shared/errors.ts';
import { isEngineMessage, type EngineCommand, type EngineMessage } from '../../engine/messages.ts';
import type { EngineLauncher, EngineProcess } from './engine-process.ts';
import { siblingEntry } from './sibling-entry.ts';

/** An engine process and the conversation with it. */
export interface EngineLink {
  tell(command: EngineCommand): void;
  /** The next message, in order. @throws EspalierError with the engine's code, or `engine-crashed` with the reason. */
  next(): Promise<EngineMessage>;
  /** Ends the process at once. */
  kill(): void;
}

/** Starts an engine process: the sibling of this program's own build. */
export function startEngine(launch: EngineLauncher): EngineLink {
  return createLink(launch(siblingEntry('engine-process')));
}

function createLink(child: EngineProcess): EngineLink {
  const waiting: ((settle: () => EngineMessage) => void)[] = [];
  const arrived: (() => EngineMessage)[] = [];
  const errors: string[] = [];
  const deliver = (settle: () => EngineMessage): void => {
    const receiver = waiting.shift();
    if (receiver === undefined) arrived.push(settle);
    else receiver(settle);
  };
  child.onErrorOutput((text) => {
    errors.push(text);
    if (errors.length > 100) errors.shift();
  });
  child.onMessage((message) => {
    if (isEngineMessage(message)) deliver(() => message);
  });
  child.onExit((how) => {
    const said = findReason(errors.join(''));
    const reason = said === undefined ? how : `${how}: ${said}`;
    deliver(() => {
      throw new EspalierError(
        'engine-crashed',
        `the engine process ended unexpectedly (${reason}); started again, the run goes on from its last checkpoint`,
      );
    });
  });
  return {
    tell: (command) => child.send(command),
    async next() {
      const settle = arrived.shift() ?? (await new Promise<() => EngineMessage>((resolve) => waiting.push(resolve)));
      return settle();
    },
    kill: () => child.kill(),
  };
}

/** The line of a process's error output that says most: the error itself, before its stack, else the last one. */
function findReason(output: string): string | undefined {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1);
}
