import { median } from './median.ts';
import type { Goal, Measurement } from './measurement.ts';
import type { Peer } from './pytorch-peer.ts';

export interface Contest {
  readonly name: string;
  /** Milliseconds of one run of ours. */
  readonly run: () => Promise<number>;
  readonly peer: Peer | undefined;
  readonly warmUp: number;
  readonly rounds: number;
  readonly goal: Goal;
}

/** Medians of both, and of their ratios round by round: they take turns, so that a machine that changes speed changes it for both. */
export async function runSideBySide({ name, run, peer, warmUp, rounds, goal }: Contest): Promise<Measurement> {
  const times: number[] = [];
  const peerTimes: number[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    const time = await run();
    const peerTime = await peer?.run();
    if (round < 0) continue;
    times.push(time);
    if (peerTime !== undefined) peerTimes.push(peerTime);
  }
  const measured = { name, value: median(times), unit: 'ms', goal };
  if (peer === undefined) return measured;
  const ratio = median(times.map((time, round) => time / (peerTimes[round] ?? Number.NaN)));
  return { ...measured, peer: { name: peer.name, value: median(peerTimes), ratio } };
}
