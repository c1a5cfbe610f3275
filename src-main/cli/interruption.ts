import { EspalierError } from '../../src-shared/errors.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Does work that an interrupt stops politely: the first signal aborts it, and `announce` says so; a second one ends the process at once.
 * @throws what the work throws; EspalierError `interrupted` with what to do next where it was stopped.
 */
export async function withInterruption<T>(work: (signal: AbortSignal) => Promise<T>, announce: () => void): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    announce();
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    return await work(controller.signal);
  } catch (cause) {
    if (!(cause instanceof EspalierError) || cause.code !== 'interrupted') throw cause;
    throw new EspalierError('interrupted', 'stopped; the same command continues it', { cause });
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
  }
}

/** Resolves with the first interrupt; a second one ends the process at once. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const name of SIGNALS) process.on(name, () => process.exit(130));
      resolve();
    };
    for (const name of SIGNALS) process.once(name, stop);
  });
}
