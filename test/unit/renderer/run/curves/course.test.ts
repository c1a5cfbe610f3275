import { describe, expect, it } from 'vitest';
import { courseChoices, latestCourse } from '../../../../../src-renderer/run/curves/course.ts';
import type { FollowedRun } from '../../../../../src-renderer/run/followed-run.ts';
import { parseRecipe } from '../../../../../src-shared/recipe.ts';

const base = {
  name: 'tiny',
  dataset: { kind: 'generated' },
  network: { kind: 'vgg16' },
  train: { epochs: 1 },
  finetune: { epochs: 1 },
};
const nothing: FollowedRun = { stages: [], epochs: [], scales: [], log: [], progress: null, curves: [] };

describe('which training can be looked at', () => {
  it('are the seeds and stages that the recipe trains in; without pruning nothing is fine-tuned', () => {
    const pruning = parseRecipe({ ...base, seed: 5, seeds: 3, prune: { criterion: 'l1', ratio: 0.5 } });
    expect(courseChoices(pruning)).toEqual({ stages: ['train', 'finetune'], seeds: [5, 6, 7] });
    expect(courseChoices(parseRecipe(base)).stages).toEqual(['train']);
  });

  it('is the one that runs now; a stage that trains nothing does not take its place', () => {
    expect(latestCourse(nothing)).toBeUndefined();
    const tuning = { event: 'progress', stage: 'finetune', variant: 'sketch', seed: 6, done: 1, total: 2 } as const;
    expect(latestCourse({ ...nothing, progress: tuning })).toEqual({ stage: 'finetune', seed: 6 });
    expect(latestCourse({ ...nothing, progress: { ...tuning, stage: 'evaluate' } })).toBeUndefined();
  });
});
