import { EspalierError } from '../../src-shared/errors.ts';
import type { NamedTensors, StepExecutable } from '../backend/backend.ts';
import { SLOTS } from '../data/batch-ring.ts';
import type { BatchSource } from '../data/batch.ts';
import { floatTensor } from '../graph/tensor.ts';
import { CORRECT } from '../graph/objective/classification.ts';
import { LEARNING_RATE, STEP_NUMBER } from '../graph/optimizer.ts';
import type { TrainingStep } from '../graph/training-step.ts';
import { placeOf, runSteps } from './run-steps.ts';
import { learningRateAt } from './schedule.ts';
import type { EpochSummary, TrainingOptions } from './train.ts';

/** What the steps of an unfinished epoch have added up. */
export interface BegunEpoch {
  /** Steps done. */
  readonly steps: number;
  /** Sum of the steps' losses. */
  readonly loss: number;
  /** Images told right; 0 where the network tells no classes of images apart. */
  readonly correct: number;
  readonly seconds: number;
  readonly dataWaitMilliseconds: number;
}

export interface EpochWork {
  readonly step: TrainingStep;
  readonly executable: StepExecutable;
  /** Those of the epoch, from where it goes on; they are closed in the end. */
  readonly batches: BatchSource;
  /** Counts from 0. */
  readonly epoch: number;
  readonly stepsPerEpoch: number;
  /** Steps of the whole stage. */
  readonly totalSteps: number;
  readonly options: TrainingOptions;
  readonly save: (begun: BegunEpoch) => Promise<void>;
}

const PROGRESS_MILLISECONDS = 250;
const NOT_BEGUN: BegunEpoch = { steps: 0, loss: 0, correct: 0, seconds: 0, dataWaitMilliseconds: 0 };

/** Has the batches of an epoch prepared, or those of what is left of it. */
export function openEpoch({ settings, loader, seed }: TrainingOptions, epoch: number, begun = NOT_BEGUN): BatchSource {
  const { batchSize, accumulate = 1 } = settings;
  return loader.open('train', {
    batchSize: batchSize / accumulate,
    seed,
    epoch,
    augment: settings.augment,
    mosaic: settings.mosaic,
    shuffle: true,
    dropLast: true,
    firstBatch: begun.steps * accumulate,
  });
}

/** The steps of one epoch, or of what is left of one; told to stop, it saves where it stands. @throws EspalierError `diverged` or `interrupted`. */
export async function trainEpoch(
  begun: BegunEpoch = NOT_BEGUN,
  { step, executable, batches, epoch, stepsPerEpoch, totalSteps, options, save }: EpochWork,
): Promise<EpochSummary> {
  const { settings, signal, midway, mostStepsAtOnce = Infinity } = options;
  const { batchSize, accumulate = 1 } = settings;
  const steps = Math.min(stepsPerEpoch, totalSteps - epoch * stepsPerEpoch);
  let { steps: count, loss: lossSum, correct } = begun;
  let learningRate = settings.learningRate;
  let losses: number[] = [];
  const began = performance.now();
  let reported = began;
  let saved = began;
  const sumUp = (): BegunEpoch => ({
    steps: count,
    loss: lossSum,
    correct,
    seconds: begun.seconds + (performance.now() - began) / 1000,
    dataWaitMilliseconds: begun.dataWaitMilliseconds + batches.waitedMilliseconds,
  });
  const report = (): void => {
    if (losses.length === 0) return;
    const now = performance.now();
    const imagesPerSecond = ((count - begun.steps) * batchSize * 1000) / (now - began);
    const done = epoch * stepsPerEpoch + count;
    options.onProgress({ done, total: totalSteps, loss: lossSum / count, losses, imagesPerSecond });
    losses = [];
    reported = now;
  };
  /** What a part of the step after so many of the whole stage is fed. */
  const inputsOf = (done: number, part: number): NamedTensors => {
    const batch = batches.next();
    if (batch === undefined) throw new EspalierError('internal', 'the epoch has fewer batches than steps');
    learningRate = learningRateAt(settings, done, totalSteps);
    return {
      [step.images]: floatTensor(step.imageShape, batch.images),
      ...batch.targets,
      [LEARNING_RATE]: floatTensor([], [learningRate]),
      ...(step.countsSteps ? { [STEP_NUMBER]: floatTensor([], [done + 1]) } : {}),
      ...placeOf(part, accumulate),
    };
  };
  try {
    while (count < steps) {
      if (signal.aborted) {
        report();
        if (count > begun.steps) await save(sumUp());
        throw new EspalierError('interrupted', 'the run was stopped; the same command continues it');
      }
      const done = epoch * stepsPerEpoch + count;
      const affordable = Math.floor(Math.min(executable.runsAtOnce, SLOTS) / accumulate);
      const atOnce = Math.min(Math.max(1, affordable), mostStepsAtOnce, steps - count);
      const results = await runSteps(executable, { steps: atOnce, parts: accumulate }, (index, part) =>
        inputsOf(done + index, part),
      );
      for (const { loss, correct: told } of results) {
        if (!Number.isFinite(loss)) {
          report();
          throw new EspalierError(
            'diverged',
            `the loss is no longer a number at step ${epoch * stepsPerEpoch + count + 1} (epoch ${epoch + 1}); try a lower "learningRate" than ${settings.learningRate}`,
          );
        }
        lossSum += loss;
        losses.push(loss);
        correct += told;
        count++;
      }
      const now = performance.now();
      if (now - reported > PROGRESS_MILLISECONDS || count === steps) report();
      if (midway !== undefined && count < steps && now - saved >= midway.everyMilliseconds) {
        report();
        await save(sumUp());
        saved = performance.now();
      }
    }
  } finally {
    await batches.close();
  }
  const { seconds, dataWaitMilliseconds } = sumUp();
  return {
    epoch: epoch + 1,
    ...(steps < stepsPerEpoch ? { steps } : {}),
    learningRate,
    loss: lossSum / count,
    accuracy: step.measures.includes(CORRECT) ? correct / (count * batchSize) : Number.NaN,
    seconds,
    dataWaitMilliseconds,
  };
}
