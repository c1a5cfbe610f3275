import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { finetuneSettings } from '../../../src-shared/training-settings.ts';
import { variantName } from '../../../src-shared/variant-name.ts';
import { createBackend } from '../../backend/create-backend.ts';
import { createBatchLoader } from '../../data/batch-source.ts';
import { checkBatchSize } from '../../engine/prepare.ts';
import { treadsOf } from '../../engine/latency-steps.ts';
import { compareOutputs } from '../../evaluation/compare-outputs.ts';
import { scoreFilters } from '../../pruning/criteria.ts';
import type { Treads } from '../../pruning/keep.ts';
import { findChains } from '../../pruning/latency/layer-chain.ts';
import { estimateStaircases } from '../../pruning/latency/measure-staircases.ts';
import { planPruning } from '../../pruning/plan.ts';
import { surveyGroups } from '../../pruning/coupled-groups.ts';
import { maskChannels, removeChannels } from '../../pruning/surgery.ts';
import { findDetector } from '../../graph/detector.ts';
import type { Graph } from '../../graph/graph.ts';
import { readImageInput } from '../../graph/image-input.ts';
import { freeMemory } from '../../training/fitting-parts.ts';
import type { Bench } from '../bench.ts';
import { estimateLargestTraining } from './estimate-memory.ts';
import { estimateDisk, estimateKeptNetworks } from './estimate-space.ts';
import { estimateStages, type RecipeTiming } from './estimate-stages.ts';
import { findBasis } from '../plan/find-basis.ts';
import { findSteps } from '../plan/latency-steps.ts';
import type { PlannedPruning } from '../plan/preview-compensations.ts';
import { probeCompensation } from './probe-compensation.ts';
import { probeNetwork, type NetworkProbe } from './probe-network.ts';
import type { TaskInput, TaskOutputs } from '../tasks.ts';
import { throwIfOvertaken } from '../overtaken.ts';
import { timeSeconds } from './time-batches.ts';

/** What an estimate is off by, even where all steps took the same time. */
const LOW = 0.8;
const HIGH = 1.3;

/**
 * Carries out a few steps of a recipe and adds up what all of it takes.
 * @throws EspalierError as the run would, or `interrupted` soon after the signal aborts.
 */
export async function probeBudget(
  bench: Bench,
  { recipe, home }: TaskInput<'probe-budget'>,
  signal: AbortSignal,
): Promise<TaskOutputs['probe-budget']> {
  const dataset = await bench.dataset(recipe.dataset);
  checkBatchSize(recipe, dataset);
  const { basis, network } = await findBasis(bench, recipe, home);
  const backend = await createBackend(recipe.device);
  const loader = createBatchLoader(dataset, findDetector(network));
  try {
    const probe = {
      backend,
      loader,
      dataset,
      evaluate: recipe.evaluate,
      images: dataset.train.count,
      seed: recipe.seed,
      signal,
    };
    const base = await probeNetwork(network, recipe.train, probe);
    const steps = await findSteps(network, recipe, home);
    const treads = steps && treadsOf(steps);
    const smaller = await probeSmaller(bench, recipe, network, probe, base.macs / base.evaluation.image, treads);
    const unmeasured = recipe.prune?.roundTo === 'latency' && steps === undefined;
    const stepsSeconds = unmeasured ? estimateStaircases(findChains(network)) : 0;
    const timing: RecipeTiming = {
      base,
      ...smaller,
      steps: stepsSeconds,
      trainImages: dataset.train.count,
      testImages: dataset.test.count,
      input: readImageInput(network),
      trained: basis === 'trained' ? 1 : 0,
    };
    const stages = estimateStages(recipe, timing);
    const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0);
    const step = base.training ?? smaller.pruned?.training ?? base.evaluation;
    const sizes = { base: base.parameters, pruned: smaller.pruned?.parameters ?? base.parameters };
    const freeMemoryBytes = freeMemory();
    const peaks = [base, smaller.pruned].flatMap((one) =>
      [one?.training, one?.evaluation, one?.recalibration].map((part) => part?.peakBytes ?? 0),
    );
    const memory =
      backend.device === 'cpu'
        ? await estimateLargestTraining(recipe, { base: network, pruned: smaller.network }, dataset, freeMemoryBytes)
        : { memoryBytes: Math.max(...peaks), fittingParts: null };
    return {
      device: backend.device,
      engine: backend.engine,
      stages,
      stepsSeconds,
      seconds,
      secondsLow: seconds * LOW * (step.fastest / step.image),
      secondsHigh: seconds * HIGH * (step.slowest / step.image),
      memoryBytes: memory.memoryBytes + estimateKeptNetworks(recipe, sizes),
      freeMemoryBytes,
      fittingParts: memory.fittingParts,
      diskBytes: estimateDisk(recipe, sizes),
      freeDiskBytes: await freeDisk(home),
      stepMilliseconds: step.image * batchSizeOf(recipe) * 1000,
      imagesPerSecond: 1 / step.image,
    };
  } finally {
    await loader.close();
  }
}

async function probeSmaller(
  bench: Bench,
  recipe: Recipe,
  network: Graph,
  probe: NetworkProbe,
  macRate: number,
  treads: Treads | undefined,
): Promise<Pick<RecipeTiming, 'pruned' | 'prune' | 'compensate'> & { readonly network: Graph }> {
  const { prune, seed, compensate } = recipe;
  if (prune === undefined) return { network, pruned: null, prune: 0, compensate: new Map() };
  const { backend, loader, images, signal } = probe;
  const { groups } = surveyGroups(network);
  const plan = planPruning(network, prune, seed, bench.score, treads);
  const removed = removeChannels(network, groups, plan);
  const pruned = await probeNetwork(removed, finetuneSettings(recipe), probe);
  const pruningSeconds = await timeSeconds(async () => {
    const again = removeChannels(network, groups, planPruning(network, prune, seed, scoreFilters, treads));
    await compareOutputs(again, maskChannels(network, groups, plan), backend, loader);
  });
  const pruning: PlannedPruning = { network, groups, plan };
  const compensations = new Map<string, number>();
  for (const [index, compensation] of compensate.entries()) {
    throwIfOvertaken(signal);
    const seconds = await probeCompensation(pruning, compensation, images, macRate, signal);
    compensations.set(variantName(compensate, index), seconds);
  }
  return { network: removed, pruned, prune: pruningSeconds, compensate: compensations };
}

/** Of the steps that were timed; of a recipe without training, of an image. */
function batchSizeOf(recipe: Recipe): number {
  return recipe.train?.batchSize ?? finetuneSettings(recipe)?.batchSize ?? 1;
}

/** Of the disk that a home is on, or will be. */
async function freeDisk(home: string): Promise<number> {
  let folder = home;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
