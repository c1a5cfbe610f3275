import { createBackend } from '../../../src-main/backend/create-backend.ts';
import { createBatchLoader } from '../../../src-main/data/batch-source.ts';
import { prepareRun } from '../../../src-main/engine/prepare.ts';
import { evaluateNetwork } from '../../../src-main/evaluation/evaluate-network.ts';
import { findDetector } from '../../../src-main/graph/detector.ts';
import { train } from '../../../src-main/training/train.ts';
import { finetuneSettings } from '../../../src-shared/training-settings.ts';
import { MEMORY_CASES } from './cases.ts';
import { peakMemoryBytes } from '../../peak-memory.ts';

/**
 * `node train-case.ts INDEX`: a few steps of a case and an evaluation, in a process of their own; writes its peak in bytes, that of the steps alone, and
 * the milliseconds of processors that the cheapest step took.
 */
const chosen = MEMORY_CASES[Number(process.argv[2])];
const settings = chosen === undefined ? undefined : finetuneSettings(chosen.recipe);
if (chosen === undefined || settings === undefined) throw new Error('there is no such case');
const { recipe, dataset, network } = await prepareRun(chosen.recipe);
const backend = await createBackend('cpu');
const loader = createBatchLoader(dataset, findDetector(network));
let trainingPeakBytes = 0;
let stepMilliseconds = Infinity;
const spentMilliseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
let before = { done: 0, spent: spentMilliseconds() };
await train(
  { epoch: 0, network, momenta: new Map() },
  {
    backend,
    loader,
    images: dataset.train.count,
    settings,
    seed: recipe.seed,
    signal: new AbortController().signal,
    onProgress: ({ done }) => {
      const spent = spentMilliseconds();
      stepMilliseconds = Math.min(stepMilliseconds, (spent - before.spent) / (done - before.done));
      before = { done, spent };
    },
    onEpoch: async (_, position) => {
      trainingPeakBytes = peakMemoryBytes();
      await evaluateNetwork(position.network, { backend, loader, dataset, evaluate: recipe.evaluate });
    },
  },
);
await loader.close();
console.log(JSON.stringify({ peakBytes: peakMemoryBytes(), trainingPeakBytes, stepMilliseconds }));
