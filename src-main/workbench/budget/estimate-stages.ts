import type { StageEstimate } from '../../../src-shared/budget.ts';
import { plannedStages, variantNames } from '../../../src-shared/planned-stages.ts';
import type { Recipe, TrainingSettings } from '../../../src-shared/recipe.ts';
import { finetuneSettings } from '../../../src-shared/training-settings.ts';
import { fittingBatch } from '../../evaluation/fitting-batch.ts';
import { LATENCY_PROTOCOL } from '../../evaluation/latency.ts';
import { secondsInTurns } from '../../evaluation/time-in-turns.ts';
import { COMPARISON_ROUNDS } from '../../pruning/latency/compare-layers.ts';
import { countEpochs, countSteps } from '../../training/train.ts';
import type { NetworkTiming } from './probe-network.ts';
import type { BatchTiming } from './time-batches.ts';

/** What a few steps of a recipe measured. */
export interface RecipeTiming {
  readonly base: NetworkTiming;
  /** Of the smaller networks; null where nothing is pruned. */
  readonly pruned: NetworkTiming | null;
  /** Seconds of a pruning. */
  readonly prune: number;
  /** Seconds in which the first pruning measures the steps of latency; 0 where it finds them, or needs none. */
  readonly steps: number;
  /** Seconds of each compensation, by its variant. */
  readonly compensate: ReadonlyMap<string, number>;
  readonly trainImages: number;
  readonly testImages: number;
  /** What the networks take, in pixels: of large images fewer go through them at a time. */
  readonly input: { readonly height: number; readonly width: number };
  /** Trainings of the base whose outcome is there already. */
  readonly trained: number;
}

/** One image takes longer than its share of a large batch. */
const SINGLE_IMAGE_FACTOR = 3;
/** Images that an export is compared on at most, by two networks. */
const COMPARED_IMAGES = 64;
/** The random images that latency is measured on. */
const DRAWING_SECONDS = 0.2;
/** Layers that are loaded to be timed by themselves, of VGG16 and YOLOv3. */
const LAYER_LOADING_SECONDS = 0.5;
/** A file is announced, hashed, read and loaded beside the work that was timed. */
const FILE_SECONDS = 0.1;
/** A TensorFlow.js model is checked on four images by plain JavaScript. */
const JAVASCRIPT_RATE = 1e8;

/** Adds up what all stages of a recipe take, over all seeds and networks. */
export function estimateStages(recipe: Recipe, timing: RecipeTiming): StageEstimate[] {
  const estimates = new Map<StageEstimate['stage'], { times: number; seconds: number }>();
  let found = timing.trained;
  for (const { stage, variant } of plannedStages(recipe)) {
    const entry = estimates.get(stage) ?? { times: 0, seconds: 0 };
    estimates.set(stage, entry);
    if (stage === 'train' && found-- > 0) continue;
    entry.times += stage === 'export' ? variantNames(recipe).length : 1;
    entry.seconds += secondsOf(stage, variant, recipe, timing);
    if (stage === 'prune' && entry.times === 1) entry.seconds += timing.steps;
  }
  return [...estimates].map(([stage, { times, seconds }]) => ({ stage, times, seconds }));
}

function secondsOf(stage: StageEstimate['stage'], variant: string, recipe: Recipe, timing: RecipeTiming): number {
  const network = variant === 'base' ? timing.base : (timing.pruned ?? timing.base);
  const saved = network.checkpoint / 2;
  switch (stage) {
    case 'train':
      return recipe.train === undefined ? 0 : trainingSeconds(recipe.train, network, timing);
    case 'prune':
      return timing.prune;
    case 'compensate':
      return (timing.compensate.get(variant) ?? 0) + saved;
    case 'recalibrate': {
      const images = Math.min(recipe.recalibrate.images, timing.trainImages);
      const { recalibration } = network;
      return saved + (recalibration === null ? 0 : passSeconds(recalibration, images));
    }
    case 'finetune': {
      const settings = finetuneSettings(recipe);
      if (settings === undefined) return 0;
      return trainingSeconds(settings, network, timing) + evaluationSeconds(network, timing);
    }
    case 'evaluate':
      return evaluationSeconds(network, timing);
    case 'export':
      return variantNames(recipe).reduce(
        (sum, name) => sum + exportSeconds(name, recipe, timing),
        layerSeconds(timing),
      );
  }
}

function trainingSeconds(settings: TrainingSettings, network: NetworkTiming, timing: RecipeTiming): number {
  if (network.training === null) return 0;
  const steps = countSteps(settings, timing.trainImages);
  const epochs = countEpochs(settings, timing.trainImages);
  const evaluations = Math.ceil(epochs / (settings.evaluateEvery ?? 1));
  return (
    passSeconds(network.training, steps * settings.batchSize) +
    evaluations * evaluationSeconds(network, timing) +
    epochs * network.checkpoint
  );
}

function evaluationSeconds({ evaluation }: NetworkTiming, { testImages }: RecipeTiming): number {
  return passSeconds(evaluation, testImages);
}

function exportSeconds(name: string, recipe: Recipe, timing: RecipeTiming): number {
  const network = name === 'base' ? timing.base : (timing.pruned ?? timing.base);
  const { evaluation, checkpoint, macs } = network;
  const { image, fixed } = evaluation;
  const { batchSizes, warmUp, runs } = LATENCY_PROTOCOL;
  const fitting = new Set(batchSizes.map((size) => fittingBatch(timing.input, size)));
  const passes = [...fitting].reduce((sum, size) => sum + (size === 1 ? SINGLE_IMAGE_FACTOR : size), 0);
  const timed = (warmUp + runs) * passes * image;
  const comparedImages = Math.min(timing.testImages, fittingBatch(timing.input, COMPARED_IMAGES));
  const written = recipe.export.map((format) => {
    const compared = format === 'safetensors' ? 0 : 2 * (fixed + comparedImages * image);
    const checked = format === 'tfjs' ? FILE_SECONDS + (4 * macs) / JAVASCRIPT_RATE : 0;
    return FILE_SECONDS + checkpoint / 2 + compared + checked;
  });
  return written.reduce((sum, seconds) => sum + seconds, DRAWING_SECONDS + timed);
}

/** Every layer of the base and of the first smaller network is timed by itself. */
function layerSeconds({ base, pruned }: RecipeTiming): number {
  if (pruned === null) return 0;
  const round = SINGLE_IMAGE_FACTOR * (base.evaluation.image + pruned.evaluation.image);
  return LAYER_LOADING_SECONDS + secondsInTurns(round, COMPARISON_ROUNDS);
}

function passSeconds({ image, fixed }: BatchTiming, images: number): number {
  return fixed + image * images;
}
