import { describe, expect, it } from 'vitest';
import type { Executable } from '../../../src-main/backend/backend.ts';
import { timeInTurns } from '../../../src-main/evaluation/time-in-turns.ts';

/** Notes its name at every run, and takes so many milliseconds. */
function recorder(name: string, milliseconds: number, notes: string[]): Executable {
  return {
    async run() {
      notes.push(name);
      if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return {};
    },
    release: () => Promise.resolve(),
  };
}

describe('timeInTurns', () => {
  it('takes turns, each with a run that does not count, but for what takes long', async () => {
    const notes: string[] = [];
    const runs = [recorder('short', 0, notes), recorder('long', 20, notes)].map((executable) => ({
      executable,
      inputs: {},
    }));
    const times = await timeInTurns(runs, { most: 2, least: 2, seconds: 0 });
    expect(notes).toEqual(['short', 'short', 'long', 'long', 'short', 'short', 'long']);
    expect(times.map((list) => list.length)).toEqual([2, 2]);
    expect(Math.min(...(times[1] ?? []))).toBeGreaterThan(15);
  });

  it('stops when its seconds are over, but not before the least rounds', async () => {
    const notes: string[] = [];
    const run = { executable: recorder('long', 20, notes), inputs: {} };
    const [times] = await timeInTurns([run], { most: 100, least: 3, seconds: 0.01 });
    expect(times).toHaveLength(3);
  });
});
