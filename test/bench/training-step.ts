import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../src-shared/random.ts';
import { createOnnxRuntimeBackend } from '../../src-main/backend/onnxruntime/session.ts';
import { floatTensor } from '../../src-main/graph/tensor.ts';
import { LABELS } from '../../src-main/graph/objective/classification.ts';
import { LEARNING_RATE } from '../../src-main/graph/optimizer.ts';
import { buildTrainingStep } from '../../src-main/graph/training-step.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';
import { advanceState, initialState, type TrainingState } from '../../src-main/training/training-state.ts';

export interface TrainingStepTiming {
  /** Median of one step. */
  readonly milliseconds: number;
  /** PyTorch's median in the same run, the steps alternating; null where python3 has no torch. */
  readonly peerMilliseconds: number | null;
  /** Median of the pairwise ratios. */
  readonly ratio: number | null;
}

const CASES = [
  { name: 'vgg16, batch 64', width: 1, batchSize: 64 },
  { name: 'vgg16 ×0.25, batch 128', width: 0.25, batchSize: 128 },
] as const;
const WARM_UP = 3;
const ROUNDS = 9;

/** Training steps of VGG16 (forward, backward, SGD with momentum and weight decay) beside PyTorch, on all cores of the CPU. */
export async function benchTrainingStep(): Promise<Record<string, TrainingStepTiming>> {
  const results: Record<string, TrainingStepTiming> = {};
  for (const { name, width, batchSize } of CASES) results[name] = await timeCase(width, batchSize);
  return results;
}

async function timeCase(width: number, batchSize: number): Promise<TrainingStepTiming> {
  const own = await openOwnStep(width, batchSize);
  const peer = openPeer(width, batchSize);
  const times: number[] = [];
  const peerTimes: number[] = [];
  try {
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const ownTime = await own();
      const peerTime = await peer?.step();
      if (round < 0) continue;
      times.push(ownTime);
      if (peerTime !== undefined) peerTimes.push(peerTime);
    }
  } finally {
    peer?.process.kill();
  }
  const paired = peerTimes.length === times.length;
  return {
    milliseconds: median(times),
    peerMilliseconds: paired ? median(peerTimes) : null,
    ratio: paired ? median(times.map((time, index) => time / (peerTimes[index] ?? Number.NaN))) : null,
  };
}

async function openOwnStep(width: number, batchSize: number): Promise<() => Promise<number>> {
  const network = buildVgg16({ classes: 10, width, seed: 1 });
  const step = buildTrainingStep(network, { batchSize, momentum: 0.9, weightDecay: 5e-4, sparsity: 0 });
  const executable = await createOnnxRuntimeBackend({ device: 'cpu' }).load(step.graph);
  const random = createRandom(1, 'bench');
  const images = floatTensor(
    step.imageShape,
    Float32Array.from({ length: batchSize * 3 * 32 * 32 }, () => random.normal()),
  );
  const labels = BigInt64Array.from({ length: batchSize }, (_, index) => BigInt(index % 10));
  let state: TrainingState = initialState(network, step);
  return async () => {
    const started = performance.now();
    const outputs = await executable.run({
      ...Object.fromEntries(state),
      [step.images]: images,
      [LABELS]: { type: 'int64', shape: [batchSize], data: labels },
      [LEARNING_RATE]: floatTensor([], [0.05]),
    });
    state = advanceState(state, outputs);
    return performance.now() - started;
  };
}

function openPeer(
  width: number,
  batchSize: number,
): { process: ChildProcess; step: () => Promise<number> } | undefined {
  if (spawnSync('/usr/bin/python3', ['-c', 'import torch']).status !== 0) return undefined;
  const script = fileURLToPath(new URL('./pytorch/training_step.py', import.meta.url));
  const child = spawn('/usr/bin/python3', [script, String(availableParallelism())], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  child.stdin.write(`${width} ${batchSize}\n`);
  return {
    process: child,
    async step() {
      child.stdin.write('\n');
      const answer = await lines.next();
      return Number(answer.value);
    },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
