import { describe, expect, it } from 'vitest';
import { followEvent, type FollowedRun } from '../../../../../src-renderer/run/followed-run.ts';
import { buildTimeline, groupStages, type Timeline } from '../../../../../src-renderer/run/stages/timeline.ts';
import type { RunEvent, StageName } from '../../../../../src-shared/event.ts';
import { parseRecipe } from '../../../../../src-shared/recipe.ts';

const recipe = parseRecipe({
  name: 'tiny',
  dataset: { kind: 'generated', train: 200, test: 100 },
  network: { kind: 'vgg16', width: 0.0625 },
  train: { epochs: 10, batchSize: 50 },
  prune: { criterion: 'l1', ratio: 0.5 },
  compensate: { method: 'sketch' },
  finetune: { epochs: 4 },
});
const nothing: FollowedRun = { stages: [], epochs: [], scales: [], log: [], progress: null, curves: [] };
const at = '2026-01-01T00:00:00.000Z';

function follow(...events: readonly RunEvent[]): FollowedRun {
  return events.reduce((run, event) => followEvent(run, event, at), nothing);
}

function begin(stage: StageName, variant = 'base'): RunEvent {
  return { event: 'stage-start', stage, variant, seed: 1 };
}

function end(stage: StageName, seconds: number, { variant = 'base', reused = false } = {}): RunEvent {
  return { event: 'stage-end', stage, variant, seed: 1, seconds, reused };
}

function epoch(stage: 'train' | 'finetune', seconds: number, variant = 'base', number = 1): RunEvent {
  const epochs = stage === 'train' ? 10 : 4;
  const measures = { learningRate: 0.1, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.5 };
  const identity = { stage, variant, seed: 1, epoch: number, epochs };
  return { event: 'epoch', ...identity, ...measures, seconds, dataWaitMilliseconds: 0 };
}

function progress(done: number, imagesPerSecond?: number): RunEvent {
  const speed = imagesPerSecond === undefined ? {} : { imagesPerSecond };
  return { event: 'progress', stage: 'train', variant: 'base', seed: 1, done, total: 40, ...speed };
}

function stateOf(timeline: Timeline, stage: StageName, variant = 'base'): string | undefined {
  return timeline.stages.find((one) => one.stage === stage && one.variant === variant)?.state;
}

function leftOf(timeline: Timeline, stage: StageName, variant: string): number | null | undefined {
  return timeline.stages.find((one) => one.stage === stage && one.variant === variant)?.secondsLeft;
}

describe('the timeline of a run', () => {
  it('has every stage to come before anything is measured, and promises no time', () => {
    const timeline = buildTimeline(recipe, nothing, true);
    expect(new Set(timeline.stages.map(({ state }) => state))).toEqual(new Set(['to-come']));
    expect(timeline).toMatchObject({ incomplete: true, share: undefined, secondsLeft: 0 });
    expect(groupStages(timeline.stages).map(({ variant }) => variant)).toEqual(['base', 'pruned', 'sketch', 'all']);
  });

  it('judges the first epoch by its throughput: 40 steps of 50 images at 100 images a second, half of them done', () => {
    const timeline = buildTimeline(recipe, follow(begin('train'), progress(20, 100)), true);
    expect(leftOf(timeline, 'train', 'base')).toBeCloseTo(10, 6);
    // Fine-tuning has nothing to be judged by yet, so that the whole takes longer than that.
    expect(timeline.incomplete).toBe(true);
  });

  it('judges what is to come by epochs of its own kind as soon as there are any, else by those of training', () => {
    const trained = [begin('train'), epoch('train', 3), end('train', 30), begin('evaluate'), end('evaluate', 1)];
    const before = buildTimeline(recipe, follow(...trained), true);
    expect(leftOf(before, 'finetune', 'sketch')).toBeCloseTo(4 * (3 + 1), 6);
    const tuned = [...trained, begin('finetune', 'pruned'), epoch('finetune', 2, 'pruned')];
    const after = buildTimeline(recipe, follow(...tuned), true);
    expect(leftOf(after, 'finetune', 'sketch')).toBeCloseTo(4 * (2 + 1), 6);
    expect(after.incomplete).toBe(false);
  });

  it('gives the part of the whole that is done, weighted by time', () => {
    const run = follow(begin('train'), epoch('train', 1), end('train', 10));
    const { share } = buildTimeline(recipe, run, true);
    // 10 epochs done, twice 4 to come.
    expect(share).toBeCloseTo(10 / 18, 6);
  });

  it('learns nothing from outcomes that were there already', () => {
    const run = follow(begin('recalibrate', 'pruned'), end('recalibrate', 0.01, { variant: 'pruned', reused: true }));
    const timeline = buildTimeline(recipe, run, true);
    expect(stateOf(timeline, 'recalibrate', 'pruned')).toBe('reused');
    expect(leftOf(timeline, 'recalibrate', 'sketch')).toBe(0);
  });

  it('shows a stage as stopped where no engine carries the run out any more', () => {
    const run = follow(begin('train'), progress(10));
    expect(stateOf(buildTimeline(recipe, run, true), 'train')).toBe('running');
    const stopped = buildTimeline(recipe, run, false);
    expect(stopped.stages[0]).toMatchObject({ state: 'stopped', share: 0.25 });
  });
});

describe('a run that is followed', () => {
  it('has each stage and epoch once although a resumed run says them again', () => {
    const first = [begin('train'), epoch('train', 3), epoch('train', 3, 'base', 2)];
    const run = follow(...first, ...first, end('train', 0.1, { reused: true }));
    expect(run.stages).toMatchObject([{ stage: 'train', state: 'done', reused: true, seconds: 0.1 }]);
    expect(run.epochs.map((one) => one.epoch)).toEqual([1, 2]);
  });

  it('forgets the progress of a stage that is over, and keeps parts that an event does not change', () => {
    const before = follow(begin('train'), progress(10));
    const after = followEvent(before, { event: 'note', level: 'warning', message: 'hot' }, at);
    expect(after.epochs).toBe(before.epochs);
    expect(after.stages).toBe(before.stages);
    expect(after.log).toEqual([{ at, level: 'warning', message: 'hot' }]);
    expect(followEvent(before, end('train', 1), at).progress).toBeNull();
  });
});
