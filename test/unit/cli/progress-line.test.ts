import { describe, expect, it } from 'vitest';
import { progressLine, type ProgressEvent } from '../../../src-main/cli/progress-line.ts';

const progress: ProgressEvent = { event: 'progress', stage: 'train', variant: 'base', seed: 1, done: 60, total: 100 };
const seconds = 1000;

describe('progressLine', () => {
  it('estimates the time left from the steps since the stage went on (would catch a continued stage that counts old steps)', () => {
    const line = progressLine(progress, [1], { time: 0, done: 50 }, 10 * seconds, 120);
    expect(line).toBe('train base  ████████████░░░░░░░░  60 %  1.00 steps/s  40 s left');
  });

  it('shows images per second and loss where the engine tells them', () => {
    const line = progressLine(
      { ...progress, imagesPerSecond: 1234.5, loss: 0.531 },
      [1],
      { time: 0, done: 0 },
      60 * seconds,
      120,
    );
    expect(line).toBe('train base  ████████████░░░░░░░░  60 %  1,235 images/s  40 s left  loss 0.531');
  });

  it('names the seed of several, by its place (would catch "seed 8 of 3" for a recipe whose first seed is 7)', () => {
    const line = progressLine({ ...progress, seed: 8 }, [7, 8, 9], { time: 0, done: 0 }, 0, 120);
    expect(line).toMatch(/^train base, seed 2 of 3 {2}█/);
  });

  it('claims nothing before the first step (would catch "Infinity left")', () => {
    for (const event of [progress, { ...progress, done: 0, total: 0 }, { ...progress, loss: Number.NaN }]) {
      expect(progressLine(event, [1], { time: 5, done: event.done }, 5, 120)).not.toMatch(/left|NaN|Infinity/);
    }
  });

  it('fits the terminal, and never says 100 % too early', () => {
    expect(progressLine(progress, [1], { time: 0, done: 0 }, 1, 30)).toHaveLength(30);
    expect(progressLine({ ...progress, done: 999, total: 1000 }, [1], { time: 0, done: 0 }, 1, 120)).toContain(' 99 %');
  });
});
