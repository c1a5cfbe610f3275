import { EspalierError } from '../../src-shared/errors.ts';
import type { TrainingSettings } from '../../src-shared/recipe.ts';
import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { buildTrainingStep } from '../graph/training-step.ts';
import { openEpoch, trainEpoch, type BegunEpoch } from './train-epoch.ts';
import { initialState, optimizerStatesOf, networkOf } from './training-state.ts';

/** Where a stage stands; with the settings and the seed it is enough to go on as if it had never stopped. */
export interface TrainingPosition {
  /** Epochs done. */
  readonly epoch: number;
  /** What the steps since have added up, where an epoch is begun. */
  readonly begun?: BegunEpoch | undefined;
  readonly network: Graph;
  /** What the optimizer keeps from step to step. */
  readonly momenta: ReadonlyMap<string, Tensor>;
}

export interface EpochSummary {
  /** Counts from 1. */
  readonly epoch: number;
  /** Minibatches, where the epoch is shorter than others. */
  readonly steps?: number;
  readonly learningRate: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly seconds: number;
  readonly dataWaitMilliseconds: number;
}

export interface TrainingProgress {
  /** Steps done of all steps. */
  readonly done: number;
  readonly total: number;
  /** Mean of the epoch so far. */
  readonly loss: number;
  /** Of every step since the last progress; the newest is that of step `done`. */
  readonly losses: readonly number[];
  readonly imagesPerSecond: number;
}

export interface TrainingOptions {
  readonly backend: Backend;
  readonly loader: BatchLoader;
  /** Images of the train split. */
  readonly images: number;
  readonly settings: TrainingSettings;
  readonly seed: number;
  readonly onProgress: (progress: TrainingProgress) => void;
  /** Called after every epoch, before the next one begins. */
  readonly onEpoch: (summary: EpochSummary, position: TrainingPosition) => Promise<void>;
  /** Called inside an epoch whenever so much time has passed since the last time, and where the signal aborts, so that little is lost. */
  readonly midway?: {
    readonly everyMilliseconds: number;
    readonly save: (position: TrainingPosition) => Promise<void>;
  };
  /** Where steps are to be timed one by one, 1. */
  readonly mostStepsAtOnce?: number;
  readonly signal: AbortSignal;
}

/**
 * Trains a network from its weights, or from a position of the same stage, for the epochs or
 * steps that the settings say in all. The order and augmentation of an epoch depend on the seed and the epoch alone.
 * @throws EspalierError `diverged` where the loss is no longer finite, `interrupted` where the signal aborts,
 * `bad-recipe` where a batch is larger than the data set.
 */
export async function train(start: TrainingPosition, options: TrainingOptions): Promise<Graph> {
  const { backend, settings } = options;
  const stepsPerEpoch = stepsInEpoch(settings, options.images);
  if (stepsPerEpoch === 0) {
    throw new EspalierError(
      'bad-recipe',
      `"batchSize" ${settings.batchSize} is more than the ${options.images} training images`,
    );
  }
  const totalSteps = countSteps(settings, options.images);
  const step = buildTrainingStep(start.network, settings);
  const state = new Map([...initialState(start.network, step), ...start.momenta]);
  // The first batches are prepared while the step is made ready.
  const first = openEpoch(options, start.epoch, start.begun);
  const executable = await backend.loadStep(step.graph, state).catch(async (error: unknown) => {
    await first.close();
    throw error;
  });
  try {
    const positionAt = async (epoch: number, begun?: BegunEpoch): Promise<TrainingPosition> => {
      const read = await executable.readState();
      return { epoch, begun, network: networkOf(start.network, read), momenta: optimizerStatesOf(read, step) };
    };
    let position = start;
    for (let epoch = start.epoch; epoch * stepsPerEpoch < totalSteps; epoch++) {
      const begun = epoch === start.epoch ? start.begun : undefined;
      const summary = await trainEpoch(begun, {
        step,
        executable,
        batches: epoch === start.epoch ? first : openEpoch(options, epoch),
        epoch,
        stepsPerEpoch,
        totalSteps,
        options,
        save: async (totals) => options.midway?.save(await positionAt(epoch, totals)),
      });
      position = await positionAt(epoch + 1);
      await options.onEpoch(summary, position);
    }
    return position.network;
  } finally {
    await first.close();
    await executable.release();
  }
}

/** Whole minibatches of an epoch. */
function stepsInEpoch({ batchSize }: TrainingSettings, images: number): number {
  return Math.floor(images / batchSize);
}

/** Minibatches of a training stage. */
export function countSteps(settings: TrainingSettings, images: number): number {
  return settings.steps ?? stepsInEpoch(settings, images) * settings.epochs;
}

/** Epochs of a training stage; the last may be shorter where its length is given in steps. */
export function countEpochs(settings: TrainingSettings, images: number): number {
  return settings.epochs ?? Math.ceil(settings.steps / stepsInEpoch(settings, images));
}
