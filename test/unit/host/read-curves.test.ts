import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHost } from '../../../src-main/host/create-host.ts';
import { gatherCurve } from '../../../src-main/host/read-curves.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { sampleRecipe, sampleResult } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const stage = { stage: 'train', variant: 'base', seed: 1, total: 1000 } as const;

describe('a curve', () => {
  it('gives at most as many points as asked, which cover every step of its window and no other', () => {
    const input = fc.record({
      losses: fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 300 }),
      points: fc.integer({ min: 10, max: 100 }),
      from: fc.option(fc.nat(320), { nil: undefined }),
      to: fc.option(fc.integer({ min: 1, max: 320 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(input, ({ losses, ...window }) => {
        const curve = gatherCurve({ ...stage, losses: Float32Array.from(losses) }, window);
        const wanted = losses.slice(Math.max((window.from ?? 1) - 1, 0), window.to ?? losses.length);
        expect(curve.steps.length).toBeLessThanOrEqual(window.points);
        expect(curve.recorded).toBe(losses.length);
        if (wanted.length === 0) {
          expect(curve.steps).toEqual([]);
          return;
        }
        expect(curve.steps.at(-1)).toBe(Math.min(window.to ?? losses.length, losses.length));
        expect(Math.min(...curve.lowest)).toBe(Math.min(...wanted));
        expect(Math.max(...curve.highest)).toBe(Math.max(...wanted));
        curve.mean.forEach((mean, index) => {
          const slack = 1e-9 * Math.max(1, Math.abs(mean));
          expect(mean).toBeGreaterThanOrEqual((curve.lowest[index] ?? 0) - slack);
          expect(mean).toBeLessThanOrEqual((curve.highest[index] ?? 0) + slack);
        });
      }),
    );
  });

  it('means steps that are recorded only (would catch one hole that makes a point not a number)', () => {
    const losses = Float32Array.of(1, Number.NaN, 3, Number.NaN, Number.NaN, 8);
    const curve = gatherCurve({ ...stage, losses }, { points: 3 });
    expect(curve).toMatchObject({ steps: [2, 4, 6], mean: [1, 3, 8], lowest: [1, 3, 8], highest: [1, 3, 8] });
    expect(gatherCurve({ ...stage, losses }, { points: 10, from: 4, to: 5 }).steps).toEqual([]);
  });
});

describe('a home of 200 runs, one with 100,000 steps', () => {
  it('lists its runs and projects, shows a run and reads its curve fast enough for a page', () => {
    const home = temporaryFolder();
    const store = openStore(home);
    for (let index = 0; index < 200; index++) {
      const id = `run-${index}`;
      const folder = join(home, 'runs', id);
      store.createRun({ id, recipe: sampleRecipe, recipeHash: id, device: 'cpu', pid: 1, folder });
      store.saveResult(id, sampleResult({ runId: id }));
    }
    for (let done = 10_000; done <= 100_000; done += 10_000) {
      const losses = Array.from({ length: 10_000 }, (_, index) => 2 + Math.sin(done + index));
      store.recordLosses('run-7', { event: 'progress', ...stage, done, total: 100_000, losses });
    }
    store.close();
    const host = createHost(home);
    const time = (act: () => unknown): number => {
      act();
      const began = performance.now();
      act();
      return performance.now() - began;
    };
    expect(host.readCurves('run-7', { points: 1000 })).toMatchObject([{ recorded: 100_000 }]);
    const curve = time(() => host.readCurves('run-7', { points: 1000 }));
    const list = time(() => host.listRuns());
    const shown = time(() => host.showRun('run-7'));
    host.close();
    // Measured: 5 ms each on two busy cores.
    expect(curve).toBeLessThan(50);
    expect(list).toBeLessThan(100);
    expect(shown).toBeLessThan(50);
  });
});
