import { z } from 'zod';
import { EspalierError } from '../../src-shared/errors.ts';
import type { TrainingSettings } from '../../src-shared/recipe.ts';
import { epochMeasuresSchema } from '../../src-shared/result-schema.ts';
import type { EpochMetrics } from '../../src-shared/result.ts';
import { countScales } from '../../src-shared/scale-histogram.ts';
import type { Backend } from '../backend/backend.ts';
import type { Dataset } from '../data/dataset.ts';
import { evaluateNetwork } from '../evaluation/evaluate-network.ts';
import { batchNormScales } from '../graph/classifier.ts';
import { floatWeight, type Graph } from '../graph/graph.ts';
import { refuseLargeBatch } from '../training/fitting-parts.ts';
import { countEpochs, train, type TrainingPosition } from '../training/train.ts';
import { nameDivergence } from './name-divergence.ts';
import { examinationOf, runStage, type RunContext } from './run-context.ts';
import { stageKey } from './stage-store.ts';

/** A network on its way through the stages, with the key of the computation that made it. */
export interface StagedNetwork {
  readonly network: Graph;
  readonly key: string;
}

/** A network that went through a training, with what each epoch measured. */
interface TrainedNetwork extends StagedNetwork {
  readonly epochs: readonly EpochMetrics[];
}

const NOT_EVALUATED = { loss: Number.NaN, accuracy: Number.NaN };

/** Inside a long epoch a checkpoint is written this often. */
const CHECKPOINT_MILLISECONDS = 5 * 60_000;

const recordSchema = z.strictObject({ epochs: z.array(epochMeasuresSchema) });

/**
 * Trains or fine-tunes a network: evaluation and a checkpoint after every epoch, and checkpoints inside long ones. A
 * finished stage with the same key is taken as it is; an unfinished one goes on from its newest checkpoint.
 * @throws EspalierError `bad-recipe` where the memory can't hold a batch, and as `train` does.
 */
export async function runTrainingStage(
  context: RunContext,
  stage: 'train' | 'finetune',
  variant: string,
  start: StagedNetwork,
  settings: TrainingSettings,
): Promise<TrainedNetwork> {
  return runStage(context, stage, variant, () =>
    nameDivergence(stage, variant, () => carryOut(context, stage, variant, start, settings)),
  );
}

async function carryOut(
  context: RunContext,
  stage: 'train' | 'finetune',
  variant: string,
  start: StagedNetwork,
  settings: TrainingSettings,
): Promise<{ value: TrainedNetwork; reused: boolean }> {
  const { backend, loader, stages, seed, dataset, signal, emit } = context;
  const key = trainingKey(start.key, settings, seed, dataset, backend);
  const epochCount = countEpochs(settings, dataset.train.count);
  const known = await stages.find(key, recordSchema);
  if (known !== undefined) {
    const epochs = known.record.epochs.map((measures) => ({ ...measures, stage, variant, seed }));
    for (const metrics of epochs) emit({ event: 'epoch', ...metrics });
    return { value: { network: known.network, key, epochs }, reused: true };
  }
  if (backend.device === 'cpu') await refuseLargeBatch(start.network, settings);
  const checkpoint = await stages.findCheckpoint(key);
  const epochs: EpochMetrics[] = (checkpoint?.epochs ?? []).map((measures) => ({
    ...measures,
    stage,
    variant,
    seed,
  }));
  for (const metrics of epochs) emit({ event: 'epoch', ...metrics });
  if (checkpoint !== undefined) sayWhere(context, variant, checkpoint.position);
  const from: TrainingPosition = checkpoint?.position ?? { epoch: 0, network: start.network, momenta: new Map() };
  const network = await train(from, {
    backend,
    loader,
    images: dataset.train.count,
    settings,
    seed,
    signal,
    midway: {
      everyMilliseconds: CHECKPOINT_MILLISECONDS,
      save: (position) => stages.saveCheckpoint(key, { position, epochs }),
    },
    onProgress: (progress) => {
      emit({ event: 'progress', stage, variant, seed, ...progress, memoryBytes: process.memoryUsage.rss() });
    },
    async onEpoch(summary, position) {
      const isDue = summary.epoch % (settings.evaluateEvery ?? 1) === 0 || summary.epoch === epochCount;
      const test = isDue ? await evaluateNetwork(position.network, examinationOf(context)) : NOT_EVALUATED;
      if (isDue && !Number.isFinite(test.loss)) {
        throw new EspalierError(
          'diverged',
          `the test loss is no longer a number after epoch ${summary.epoch}; try a lower "learningRate" than ${settings.learningRate}`,
        );
      }
      const metrics: EpochMetrics = {
        stage,
        variant,
        seed,
        epoch: summary.epoch,
        epochs: epochCount,
        ...(summary.steps === undefined ? {} : { steps: summary.steps }),
        learningRate: summary.learningRate,
        trainLoss: summary.loss,
        trainAccuracy: summary.accuracy,
        testLoss: test.loss,
        testAccuracy: test.accuracy,
        seconds: summary.seconds,
        dataWaitMilliseconds: summary.dataWaitMilliseconds,
      };
      epochs.push(metrics);
      if (position.epoch < epochCount) await stages.saveCheckpoint(key, { position, epochs });
      emit({ event: 'epoch', ...metrics });
      const counts = countNetworkScales(position.network);
      if (counts !== undefined) emit({ event: 'scales', stage, variant, seed, epoch: summary.epoch, counts });
    },
  });
  await stages.save(key, network, { epochs });
  return { value: { network, key, epochs }, reused: false };
}

/** The key of a training: from the network of a key, by settings and a seed, on a data set, computed by a backend. */
export function trainingKey(
  start: string,
  settings: TrainingSettings,
  seed: number,
  { hash }: Pick<Dataset, 'hash'>,
  { device, engine }: Pick<Backend, 'device' | 'engine'>,
): string {
  return stageKey({ kind: 'training', start, settings, seed, dataset: hash, device, engine });
}

/** How the batch-normalisation scales of a network are spread; undefined where it has none. */
function countNetworkScales(network: Graph): number[] | undefined {
  const names = [...batchNormScales(network)];
  if (names.length === 0) return undefined;
  return countScales(names.flatMap((name) => [...floatWeight(network, name).data]));
}

/** Tells whoever watches, not the report: how often a run was interrupted is no property of its result. */
function sayWhere({ emit }: RunContext, variant: string, { epoch, begun }: TrainingPosition): void {
  const where = begun === undefined ? `epoch ${epoch}` : `step ${begun.steps} of epoch ${epoch + 1}`;
  emit({ event: 'note', level: 'info', message: `${variant} goes on from its checkpoint after ${where}` });
}
