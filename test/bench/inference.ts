import type { Executable } from '../../src-main/backend/backend.ts';
import { createOnnxRuntimeBackend } from '../../src-main/backend/onnxruntime/session.ts';
import { evaluationBatch } from '../../src-main/evaluation/evaluation-batch.ts';
import { randomInputs } from '../../src-main/graph/random-images.ts';
import type { Graph } from '../../src-main/graph/graph.ts';
import type { Goal, Measurement } from './measurement.ts';
import { NETWORKS } from './networks.ts';
import { openPytorch } from './pytorch-peer.ts';
import { runSideBySide, type Turn } from './side-by-side.ts';

/** PyTorch's throughput, times 1.5. */
const GOAL = { of: 'ratio', kind: 'at most', bound: 0.67 } as const;

/** In a row, so that what threads of the other side still do after their turn matters little. */
const BRIEF_PASSES = 10;

interface Pass {
  readonly name: string;
  readonly network: Graph;
  readonly executable: Executable;
  readonly batchSize: number;
  /** In a row. */
  readonly runs: number;
  readonly goal?: Goal;
}

/** Forward passes with constant weights, beside PyTorch without gradients, on all cores of the CPU: batches as evaluation makes them, then single images. */
export async function benchInference(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const backend = createOnnxRuntimeBackend({ device: 'cpu' });
  for (const { name, build } of NETWORKS) {
    const network = build();
    const batchSize = evaluationBatch(network);
    const executable = await backend.loadForBatches(network);
    const title = `evaluation of ${name}, batch ${batchSize}`;
    measurements.push(await timePass({ name: title, network, executable, batchSize, runs: 1, goal: GOAL }));
  }
  for (const { name, build } of NETWORKS) {
    const network = build();
    const executable = await backend.load(network);
    const title = `one image through ${name}`;
    measurements.push(await timePass({ name: title, network, executable, batchSize: 1, runs: BRIEF_PASSES }));
  }
  return measurements;
}

async function timePass({ name, network, executable, batchSize, runs, goal }: Pass): Promise<Measurement> {
  const inputs = randomInputs(network, batchSize);
  const peer = openPytorch(network, 'infer', batchSize);
  const run = async (): Promise<Turn> => {
    const started = performance.now();
    for (let pass = 0; pass < runs; pass++) await executable.run(inputs);
    return { runs, milliseconds: (performance.now() - started) / runs };
  };
  try {
    return await runSideBySide({ name, run, peer, warmUp: 3, rounds: 11, goal });
  } finally {
    peer?.close();
    await executable.release();
  }
}
