import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EvaluateRecipe, TrainingSettings } from '../../../src-shared/recipe.ts';
import type { Backend } from '../../backend/backend.ts';
import type { BatchLoader } from '../../data/batch.ts';
import type { Dataset } from '../../data/dataset.ts';
import { openStageStore } from '../../engine/stage-store.ts';
import { evaluateNetwork } from '../../evaluation/evaluate-network.ts';
import { measureCost } from '../../evaluation/cost.ts';
import { batchNormScales } from '../../graph/classifier.ts';
import type { Graph } from '../../graph/graph.ts';
import { recalibrateBatchNorm } from '../../training/recalibrate.ts';
import { train } from '../../training/train.ts';
import { timeBatches, timeSeconds, type BatchTiming } from './time-batches.ts';
import { throwIfOvertaken } from '../overtaken.ts';

/** What the stages take with one network. */
export interface NetworkTiming {
  readonly parameters: number;
  readonly macs: number;
  /** Of minibatches; null where the network isn't trained. */
  readonly training: BatchTiming | null;
  /** Of the batches in which the test split is evaluated. */
  readonly evaluation: BatchTiming;
  readonly recalibration: BatchTiming | null;
  /** Seconds to write a checkpoint, which is twice the network. */
  readonly checkpoint: number;
}

export interface NetworkProbe {
  readonly backend: Backend;
  readonly loader: BatchLoader;
  readonly dataset: Dataset;
  readonly evaluate: EvaluateRecipe | undefined;
  /** Of the train split. */
  readonly images: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

const STEPS = { batches: 5, images: Infinity, milliseconds: 4000 };
const PASSES = { batches: 3, images: Infinity, milliseconds: 2000 };
/** A processor takes seconds for so many; it does an image of a smaller batch as fast, which a graphics card does not. */
const PROBED_MACS = 3e10;
/** A training step does the forward pass about three times. */
const STEP_FACTOR = 3;
/** A training holds gradients and a momentum beside the weights. */
const TRAINED_COPIES = 3;
const BYTES_PER_VALUE = 4;

/** Carries out a few steps of each stage with a network. @throws EspalierError as the stages do, or `interrupted`. */
export async function probeNetwork(
  network: Graph,
  settings: TrainingSettings | undefined,
  probe: NetworkProbe,
): Promise<NetworkTiming> {
  const { backend, loader, seed, signal } = probe;
  const { parameters, macs } = measureCost(network);
  const most = backend.device === 'cpu' ? Math.max(STEP_FACTOR, Math.floor(PROBED_MACS / macs)) : Infinity;
  const training = settings === undefined ? null : await timeTraining(network, settings, most / STEP_FACTOR, probe);
  throwIfOvertaken(signal);
  const evaluation = await timeBatches(loader, { ...PASSES, images: most }, signal, (timed) =>
    evaluateNetwork(network, { backend, loader: timed, dataset: probe.dataset, evaluate: probe.evaluate }),
  );
  throwIfOvertaken(signal);
  const images = Math.min(probe.images, 1000, PASSES.batches * most);
  const recalibration =
    batchNormScales(network).size === 0
      ? null
      : await timeBatches(loader, PASSES, signal, (timed) =>
          recalibrateBatchNorm(network, { backend, loader: timed, images, seed }),
        );
  throwIfOvertaken(signal);
  return { parameters, macs, training, evaluation, recalibration, checkpoint: await timeCheckpoint(network) };
}

async function timeTraining(
  network: Graph,
  settings: TrainingSettings,
  mostImages: number,
  { backend, loader, images, seed, signal }: NetworkProbe,
): Promise<BatchTiming> {
  // A learning rate of zero moves no weight, whatever the recipe's would do in the first steps.
  const part = settings.batchSize / (settings.accumulate ?? 1);
  const batchSize = Math.min(part, Math.max(1, Math.floor(mostImages)));
  const short = {
    ...settings,
    batchSize,
    accumulate: undefined,
    epochs: undefined,
    steps: STEPS.batches,
    learningRate: 0,
  };
  const start = { epoch: 0, network, momenta: new Map() };
  const held = process.memoryUsage.rss() + TRAINED_COPIES * measureCost(network).parameters * BYTES_PER_VALUE;
  const timing = await timeBatches(loader, STEPS, signal, (timed) =>
    train(start, {
      backend,
      loader: timed,
      images,
      settings: short,
      seed,
      mostStepsAtOnce: 1,
      signal,
      onProgress: () => undefined,
      onEpoch: () => Promise.resolve(),
    }),
  );
  // What images take grows with their number; weights, gradients and momenta do not.
  const ofImages = Math.max(0, timing.peakBytes - held) * (part / batchSize);
  return { ...timing, peakBytes: Math.max(timing.peakBytes, held + ofImages) };
}

async function timeCheckpoint(network: Graph): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'espalier-probe-'));
  try {
    const store = openStageStore(folder);
    const position = { epoch: 1, network, momenta: network.weights };
    return await timeSeconds(() => store.saveCheckpoint('probe', { position, epochs: [] }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
