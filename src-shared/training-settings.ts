import type { Recipe, TrainingSettings } from './recipe.ts';

/** The fine-tuning settings in full: what "finetune" leaves out is taken from "train", then from the defaults. */
export function finetuneSettings({
  finetune,
  train,
}: Pick<Recipe, 'finetune' | 'train'>): TrainingSettings | undefined {
  if (finetune === undefined) return undefined;
  const { epochs = 0, steps, learningRate, schedule, sparsity, warmupSteps } = finetune;
  if (steps === undefined && epochs === 0) return undefined;
  const optimizer = finetune.optimizer ?? train?.optimizer;
  const mosaic = finetune.mosaic ?? train?.mosaic;
  const evaluateEvery = finetune.evaluateEvery ?? train?.evaluateEvery;
  const accumulate = finetune.accumulate ?? train?.accumulate;
  const recompute = finetune.recompute ?? train?.recompute;
  return {
    ...(steps === undefined ? { epochs } : { steps }),
    learningRate,
    schedule,
    sparsity,
    batchSize: finetune.batchSize ?? train?.batchSize ?? 128,
    momentum: finetune.momentum ?? train?.momentum ?? 0.9,
    weightDecay: finetune.weightDecay ?? train?.weightDecay ?? 5e-4,
    augment: finetune.augment ?? train?.augment ?? true,
    ...(optimizer === undefined ? {} : { optimizer }),
    ...(mosaic === undefined ? {} : { mosaic }),
    ...(evaluateEvery === undefined ? {} : { evaluateEvery }),
    ...(warmupSteps === undefined ? {} : { warmupSteps }),
    ...(accumulate === undefined ? {} : { accumulate }),
    ...(recompute === undefined ? {} : { recompute }),
  };
}

/** Whether a batch can be done in parts of equal size. */
export function dividesBatch({
  batchSize,
  accumulate = 1,
}: Pick<TrainingSettings, 'batchSize' | 'accumulate'>): boolean {
  return batchSize % accumulate === 0;
}
