import { describe, expect, it } from 'vitest';
import { createRunDisplay } from '../../../src-main/cli/run-display.ts';
import type { RunEvent } from '../../../src-shared/event.ts';
import { sampleEpoch, sampleResult } from '../../sample-result.ts';

const events: RunEvent[] = [
  { event: 'run', runId: 'r1', name: 'a name', resumed: true, folder: '/f', seeds: [1] },
  { event: 'stage-start', stage: 'train', variant: 'base', seed: 1 },
  { event: 'progress', stage: 'train', variant: 'base', seed: 1, done: 1, total: 2, loss: 2 },
  { event: 'epoch', ...sampleEpoch() },
  { event: 'progress', stage: 'train', variant: 'base', seed: 1, done: 2, total: 2 },
  { event: 'stage-end', stage: 'train', variant: 'base', seed: 1, seconds: 12.5, reused: false },
  { event: 'stage-start', stage: 'prune', variant: 'pruned', seed: 1 },
  { event: 'plan', seed: 1, layers: sampleResult().plan },
  { event: 'note', level: 'warning', message: 'conv1 keeps 4' },
  { event: 'stage-end', stage: 'prune', variant: 'pruned', seed: 1, seconds: 0, reused: true },
  { event: 'error', code: 'internal', message: 'told elsewhere' },
];

function display(kind: { isTTY: boolean; json: boolean }, shownEvents: readonly RunEvent[] = events): string {
  let written = '';
  const screen = { isTTY: kind.isTTY, columns: 60, write: (text: string) => (written += text) };
  const shown = createRunDisplay(screen, kind.json);
  for (const event of shownEvents) shown.show(event);
  shown.end();
  return written;
}

/** What a terminal shows in the end: a carriage return begins the line anew, ESC [K clears it. */
function replay(written: string): string[] {
  return written.split('\n').map((line) => line.split('\r\u001b[K').at(-1) ?? '');
}

const lines = [
  'run r1, continued: a name',
  '  train base, epoch 1 of 2: loss 1.90, test accuracy 40.0 %, 13 s',
  'train base: done in 13 s',
  'plan: 10 of 32 channels kept in 2 layers',
  'warning: conv1 keeps 4',
  'prune pruned: taken from an earlier run',
];

describe('a run on the screen', () => {
  it('is plain lines without control characters where there is no terminal (would catch a log full of escapes)', () => {
    const [run = '', epoch = '', trained = '', ...rest] = lines;
    expect(display({ isTTY: false, json: false }).split('\n')).toEqual([
      run,
      'train base …',
      epoch,
      trained,
      'prune pruned …',
      ...rest,
      '',
    ]);
  });

  it('leaves on a terminal only the lines that stay (would catch remains of the progress line)', () => {
    const written = display({ isTTY: true, json: false });
    expect(replay(written)).toEqual([...lines, '']);
    expect(written).toContain('█');
  });

  it('names the seed in every line that belongs to one, where there are several', () => {
    const second = events.map((event) => ('seed' in event ? { ...event, seed: 6 } : event));
    const seeds = second.map((event) => (event.event === 'run' ? { ...event, seeds: [5, 6, 7] } : event));
    const shown = display({ isTTY: false, json: false }, seeds);
    expect(shown).toContain('train base, seed 2 of 3 …\n  train base, seed 2 of 3, epoch 1 of 2');
    expect(shown).toContain('train base, seed 2 of 3: done in 13 s');
    expect(shown).toContain('plan, seed 2 of 3: 10 of 32');
    expect(replay(display({ isTTY: true, json: false }, seeds))).toContain('train base, seed 2 of 3: done in 13 s');
  });

  it('is one JSON event a line, without the error that the command line prints last itself', () => {
    const read: unknown[] = display({ isTTY: true, json: true })
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(read).toEqual(events.slice(0, -1));
  });
});
