import type { TrainRecipe } from '../../../src-shared/recipe.ts';

/** What a training's length depends on. */
export interface TrainingLength extends Pick<TrainRecipe, 'batchSize' | 'warmupSteps'> {
  readonly epochs?: number | undefined;
  readonly steps?: number | undefined;
}

/** The share of a training that its warm-up may take before it is worth a word. */
const LONG_WARMUP = 0.3;

/** The minibatches of a training on so many images; 0 where a batch is larger than all of them. */
export function countTrainingSteps({ epochs = 0, steps, batchSize }: TrainingLength, images: number): number {
  const inEpoch = Math.floor(images / batchSize);
  return inEpoch === 0 ? 0 : (steps ?? epochs * inEpoch);
}

/** Whether the learning rate only rises for much of a training, as it does where few images meet a usual warm-up. */
export function hasLongWarmup(length: TrainingLength, images: number): boolean {
  return (length.warmupSteps ?? 0) > LONG_WARMUP * countTrainingSteps(length, images);
}
