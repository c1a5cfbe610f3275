import { EspalierError } from '../../src-shared/errors.ts';
import type { TrainingSettings } from '../../src-shared/recipe.ts';
import type { Backend, Executable } from '../backend/backend.ts';
import type { Batch, BatchLoader } from '../data/batch.ts';
import type { Graph } from '../graph/graph.ts';
import { floatTensor, type Tensor } from '../graph/tensor.ts';
import { buildTrainingStep, CORRECT, LABELS, LEARNING_RATE, LOSS, type TrainingStep } from '../graph/training-step.ts';
import { learningRateAt } from './schedule.ts';
import { advanceState, initialState, momentaOf, networkOf, type TrainingState } from './training-state.ts';

/** Where a stage stands after some of its epochs; enough to go on as if it had never stopped. */
export interface TrainingPosition {
  /** Epochs done. */
  readonly epoch: number;
  readonly network: Graph;
  readonly momenta: ReadonlyMap<string, Tensor>;
}

export interface EpochSummary {
  /** Counts from 1. */
  readonly epoch: number;
  readonly learningRate: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly seconds: number;
  readonly dataWaitMilliseconds: number;
}

export interface TrainingProgress {
  readonly done: number;
  readonly total: number;
  readonly loss: number;
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
  readonly signal: AbortSignal;
}

/**
 * Trains a classifier by SGD with momentum from its weights, or from a position of the same stage, for the epochs or
 * steps that the settings say in all. The order and augmentation of an epoch depend on the seed and the epoch alone.
 * @throws EspalierError `diverged` where the loss is no longer finite, `interrupted` where the signal aborts,
 * `bad-recipe` where a batch is larger than the data set.
 */
export async function train(start: TrainingPosition, options: TrainingOptions): Promise<Graph> {
  const { backend, settings } = options;
  const { batchSize } = settings;
  const stepsPerEpoch = Math.floor(options.images / batchSize);
  if (stepsPerEpoch === 0) {
    throw new EspalierError(
      'bad-recipe',
      `"batchSize" ${batchSize} is more than the ${options.images} training images`,
    );
  }
  const totalSteps = countSteps(settings, options.images);
  const step = buildTrainingStep(start.network, settings);
  const executable = await backend.load(step.graph);
  try {
    let state: TrainingState = new Map([...initialState(start.network, step), ...start.momenta]);
    for (let epoch = start.epoch; epoch * stepsPerEpoch < totalSteps; epoch++) {
      const trained = await trainEpoch(state, { step, executable, epoch, stepsPerEpoch, totalSteps, options });
      state = trained.state;
      const position = { epoch: epoch + 1, network: networkOf(start.network, state), momenta: momentaOf(state, step) };
      await options.onEpoch(trained.summary, position);
    }
    return networkOf(start.network, state);
  } finally {
    await executable.release();
  }
}

/** Minibatches of a training stage. */
export function countSteps(settings: TrainingSettings, images: number): number {
  return settings.steps ?? Math.floor(images / settings.batchSize) * settings.epochs;
}

/** Epochs of a training stage; the last may be shorter where its length is given in steps. */
export function countEpochs(settings: TrainingSettings, images: number): number {
  return settings.epochs ?? Math.ceil(settings.steps / Math.floor(images / settings.batchSize));
}

interface EpochWork {
  readonly step: TrainingStep;
  readonly executable: Executable;
  readonly epoch: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  readonly options: TrainingOptions;
}

async function trainEpoch(
  start: TrainingState,
  work: EpochWork,
): Promise<{ state: TrainingState; summary: EpochSummary }> {
  const { step, executable, epoch, stepsPerEpoch, totalSteps, options } = work;
  const { settings, loader, signal } = options;
  const { batchSize } = settings;
  const batches = loader.open('train', {
    batchSize,
    seed: options.seed,
    epoch,
    augment: settings.augment,
    shuffle: true,
    dropLast: true,
  });
  let state = start;
  let done = epoch * stepsPerEpoch;
  const steps = Math.min(stepsPerEpoch, totalSteps - done);
  let lossSum = 0;
  let correct = 0;
  let count = 0;
  let learningRate = settings.learningRate;
  const began = performance.now();
  let reported = began;
  try {
    for (let batch: Batch | undefined; count < steps && (batch = batches.next()) !== undefined;) {
      if (signal.aborted) throw new EspalierError('interrupted', 'the run was stopped; the same command continues it');
      learningRate = learningRateAt(settings.schedule, settings.learningRate, done, totalSteps);
      const outputs = await executable.run({
        ...Object.fromEntries(state),
        [step.images]: floatTensor(step.imageShape, batch.images),
        [LABELS]: { type: 'int64', shape: [batchSize], data: batch.labels },
        [LEARNING_RATE]: floatTensor([], [learningRate]),
      });
      state = advanceState(state, outputs);
      const loss = Number(outputs[LOSS]?.data[0]);
      if (!Number.isFinite(loss)) {
        throw new EspalierError(
          'diverged',
          `the loss is no longer a number at step ${done + 1} (epoch ${epoch + 1}); try a lower "learningRate" than ${settings.learningRate}`,
        );
      }
      lossSum += loss;
      correct += Number(outputs[CORRECT]?.data[0]);
      count++;
      done++;
      const now = performance.now();
      if (now - reported > 250 || count === steps) {
        reported = now;
        const imagesPerSecond = (count * batchSize * 1000) / (now - began);
        options.onProgress({ done, total: totalSteps, loss: lossSum / count, imagesPerSecond });
      }
    }
  } finally {
    await batches.close();
  }
  const summary: EpochSummary = {
    epoch: epoch + 1,
    learningRate,
    loss: lossSum / count,
    accuracy: correct / (count * batchSize),
    seconds: (performance.now() - began) / 1000,
    dataWaitMilliseconds: batches.waitedMilliseconds,
  };
  return { state, summary };
}
