import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherProgress } from '../../../src-main/host/queue/gather-progress.ts';
import type { RunEvent } from '../../../src-shared/event.ts';

const ofBase = { stage: 'train', variant: 'base', seed: 1 } as const;

/** Passes progress of one step each on, at these times after one another, then the stage's end; gives what came out, and when. */
function pass(delays: readonly number[]): { events: RunEvent[]; times: number[] } {
  const events: RunEvent[] = [];
  const times: number[] = [];
  let time = 0;
  const hear = gatherProgress(
    (event) => {
      events.push(event);
      times.push(time);
    },
    () => time,
  );
  delays.forEach((delay, index) => {
    time += delay;
    hear({ event: 'progress', ...ofBase, done: index + 1, total: delays.length, losses: [index + 1] });
  });
  hear({ event: 'stage-end', ...ofBase, seconds: 1, reused: false });
  return { events, times };
}

describe('progress on its way to the fronts', () => {
  it('loses no loss and comes at most four times a second, whatever the engine’s pace', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 60 }), (delays) => {
        const { events, times } = pass(delays);
        const losses = events.flatMap((event) => (event.event === 'progress' ? (event.losses ?? []) : []));
        expect(losses).toEqual(delays.map((_, index) => index + 1));
        expect(events.at(-1)?.event).toBe('stage-end');
        const gaps = times.slice(1, -2).map((time, index) => time - (times[index] ?? 0));
        expect(gaps.every((gap) => gap >= 250)).toBe(true);
      }),
    );
  });

  it('lets other events by at once, in their order', () => {
    const told: RunEvent['event'][] = [];
    const hear = gatherProgress(({ event }) => told.push(event));
    hear({ event: 'stage-start', ...ofBase });
    hear({ event: 'progress', ...ofBase, done: 1, total: 9 });
    hear({ event: 'progress', ...ofBase, done: 2, total: 9 });
    hear({ event: 'note', level: 'info', message: 'so' });
    expect(told).toEqual(['stage-start', 'progress', 'note']);
  });
});
