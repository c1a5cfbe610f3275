import type { Recipe } from '../../../src-shared/recipe.ts';
import type { FollowedRun } from '../followed-run.ts';

/** Which training is looked at: all networks that go through one stage with one seed, so that they can be compared. */
export interface Course {
  readonly stage: 'train' | 'finetune';
  readonly seed: number;
}

/** What there is to choose from. */
export interface CourseChoices {
  readonly stages: readonly Course['stage'][];
  readonly seeds: readonly number[];
}

export function courseChoices(recipe: Recipe): CourseChoices {
  return {
    stages: [
      ...(recipe.train === undefined ? [] : (['train'] as const)),
      ...(recipe.finetune === undefined || recipe.prune === undefined ? [] : (['finetune'] as const)),
    ],
    seeds: Array.from({ length: recipe.seeds }, (_, index) => recipe.seed + index),
  };
}

/** What is trained now or was trained last; undefined before the first training. */
export function latestCourse({ progress, epochs }: FollowedRun): Course | undefined {
  if (progress !== null && (progress.stage === 'train' || progress.stage === 'finetune')) {
    return { stage: progress.stage, seed: progress.seed };
  }
  const last = epochs.at(-1);
  return last && { stage: last.stage, seed: last.seed };
}
