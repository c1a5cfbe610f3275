import { median } from './median.ts';
import type { Goal, Measurement } from './measurement.ts';
import type { Peer } from './pytorch-peer.ts';

/** Runs one after another, and the milliseconds of one. */
export interface Turn {
  readonly runs: number;
  readonly milliseconds: number;
}

export interface Contest {
  readonly name: string;
  readonly run: () => Promise<Turn>;
  readonly peer: Peer | undefined;
  readonly warmUp: number;
  readonly rounds: number;
  readonly goal?: Goal | undefined;
}

/**
 * Medians of both, and of their ratios round by round: they take turns, so that a machine that changes speed changes it for both. The peer has as many
 * runs in a row as we, since the first after a pause takes longer.
 */
export async function runSideBySide({ name, run, peer, warmUp, rounds, goal }: Contest): Promise<Measurement> {
  const times: number[] = [];
  const peerTimes: number[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    const { runs, milliseconds } = await run();
    const peerTime = peer === undefined ? undefined : await runInARow(peer, runs);
    if (round < 0) continue;
    times.push(milliseconds);
    if (peerTime !== undefined) peerTimes.push(peerTime);
  }
  const measured = { name, value: median(times), unit: 'ms', goal };
  if (peer === undefined) return measured;
  const ratio = median(times.map((time, round) => time / (peerTimes[round] ?? Number.NaN)));
  return { ...measured, peer: { name: peer.name, value: median(peerTimes), ratio } };
}

/** Milliseconds of one of so many runs. */
async function runInARow(peer: Peer, runs: number): Promise<number> {
  let total = 0;
  for (let run = 0; run < runs; run++) total += await peer.run();
  return total / runs;
}
