import type { Executable, NamedTensors } from '../backend/backend.ts';

/** A graph that is ready to run, with what it is fed. */
export interface ReadyRun {
  readonly executable: Executable;
  readonly inputs: NamedTensors;
}

export interface Rounds {
  readonly most: number;
  readonly least: number;
  /** After so many seconds no round beyond the least begins. */
  readonly seconds: number;
}

/** Milliseconds from which what the others left in the caches doesn't matter. */
const LONG = 3;

/**
 * Milliseconds of several graphs, round by round, in turns: a machine that changes speed changes it for all. What takes little time runs
 * twice in its turn, and the second run counts, so that it does not pay for what the others left in the caches.
 * @returns for each graph one time a round.
 */
export async function timeInTurns(runs: readonly ReadyRun[], { most, least, seconds }: Rounds): Promise<number[][]> {
  const times = runs.map((): number[] => []);
  const until = performance.now() + seconds * 1000;
  for (let round = 0; round < most && (round < least || performance.now() < until); round++) {
    for (const [index, { executable, inputs }] of runs.entries()) {
      if ((times[index]?.at(-1) ?? 0) < LONG) await executable.run(inputs);
      const started = performance.now();
      await executable.run(inputs);
      times[index]?.push(performance.now() - started);
    }
  }
  return times;
}

/** Seconds that `timeInTurns` takes where a round takes so many. */
export function secondsInTurns(round: number, { most, least, seconds }: Rounds): number {
  return Math.max(least * round, Math.min(most * round, seconds));
}
