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

/** Forward passes with constant weights, beside PyTorch without gradients, on all cores of the CPU: batches as evaluation makes them, then single images. */
export async function benchInference(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { name, build } of NETWORKS) {
    const network = build();
    const batchSize = evaluationBatch(network);
    measurements.push(await timePass(network, batchSize, `evaluation of ${name}, batch ${batchSize}`, GOAL));
  }
  for (const { name, build } of NETWORKS) {
    measurements.push(await timePass(build(), 1, `one image through ${name}`));
  }
  return measurements;
}

async function timePass(network: Graph, batchSize: number, name: string, goal?: Goal): Promise<Measurement> {
  const backend = createOnnxRuntimeBackend({ device: 'cpu' });
  const executable = await (batchSize === 1 ? backend.load(network) : backend.loadForBatches(network));
  const inputs = randomInputs(network, batchSize);
  const passes = batchSize === 1 ? BRIEF_PASSES : 1;
  const peer = openPytorch(network, 'infer', batchSize);
  const run = async (): Promise<Turn> => {
    const started = performance.now();
    for (let pass = 0; pass < passes; pass++) await executable.run(inputs);
    return { runs: passes, milliseconds: (performance.now() - started) / passes };
  };
  try {
    return await runSideBySide({ name, run, peer, warmUp: 3, rounds: 11, goal });
  } finally {
    peer?.close();
    await executable.release();
  }
}
