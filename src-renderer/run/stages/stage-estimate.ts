import type { PlannedStage } from '../../../src-shared/planned-stages.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { meanOf } from '../../../src-shared/spread.ts';
import { sameStage, type FollowedRun } from '../followed-run.ts';

/**
 * Seconds that a whole stage takes, judged by what this run has measured: a training stage by the epochs of its own, of other networks, or of
 * training; another by its like. Undefined where a training stage has nothing to be judged by; the others are short beside it.
 */
export function estimateStage(planned: PlannedStage, recipe: Recipe, run: FollowedRun): number | undefined {
  switch (planned.stage) {
    case 'train':
    case 'finetune':
      return estimateTraining({ ...planned, stage: planned.stage }, recipe, run);
    case 'prune':
    case 'compensate':
    case 'recalibrate':
    case 'evaluate':
    case 'export':
      return measuredSeconds(planned, run) ?? 0;
  }
}

/** Of the stage itself, else of its like: of other seeds and networks. Outcomes that were there already tell nothing. */
function measuredSeconds(planned: PlannedStage, { stages }: FollowedRun): number | undefined {
  const measured = stages.flatMap((stage) =>
    stage.stage === planned.stage && stage.seconds !== null && !stage.reused
      ? [{ ...stage, seconds: stage.seconds }]
      : [],
  );
  const own = measured.find((stage) => sameStage(stage, planned));
  if (own !== undefined) return own.seconds;
  const nearest = measured.filter(({ variant }) => variant === planned.variant);
  const alike = nearest.length > 0 ? nearest : measured;
  return alike.length === 0 ? undefined : meanOf(alike.map(({ seconds }) => seconds));
}

type TrainingStage = PlannedStage & { readonly stage: 'train' | 'finetune' };

function estimateTraining(planned: TrainingStage, recipe: Recipe, run: FollowedRun): number | undefined {
  const { stage, variant } = planned;
  const ofStage = run.epochs.filter((epoch) => epoch.stage === stage);
  const own = ofStage.filter((epoch) => epoch.variant === variant);
  const judged = [own, ofStage, run.epochs].find((epochs) => epochs.length > 0);
  const epochs = ofStage[0]?.epochs ?? recipe[stage]?.epochs;
  // The smaller networks are quicker than the base, which makes this an upper bound until one of them has had an epoch.
  if (judged !== undefined && epochs !== undefined) {
    const evaluation = measuredSeconds({ ...planned, stage: 'evaluate' }, run) ?? 0;
    return epochs * (meanOf(judged.map(({ seconds }) => seconds)) + evaluation);
  }
  return estimateByThroughput(planned, recipe, run);
}

/** Before the first epoch is over: by the images a second that the running stage has now. */
function estimateByThroughput(planned: TrainingStage, recipe: Recipe, { progress }: FollowedRun): number | undefined {
  if (progress?.imagesPerSecond === undefined || !sameStage(progress, planned)) return undefined;
  const batchSize = recipe[planned.stage]?.batchSize ?? recipe.train?.batchSize ?? 128;
  return (progress.total * batchSize) / progress.imagesPerSecond;
}
