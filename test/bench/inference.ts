import { createOnnxRuntimeBackend } from '../../src-main/backend/onnxruntime/session.ts';
import { randomImages } from '../../src-main/exports/random-images.ts';
import { readImageInput } from '../../src-main/graph/image-input.ts';
import type { Measurement } from './measurement.ts';
import { NETWORKS } from './networks.ts';
import { openPytorch } from './pytorch-peer.ts';
import { runSideBySide, type Turn } from './side-by-side.ts';

/** PyTorch's throughput, times 1.5. */
const GOAL = { of: 'ratio', kind: 'at most', bound: 0.67 } as const;

/** Forward passes as evaluation makes them, beside PyTorch without gradients, on all cores of the CPU. */
export async function benchInference(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { name, batchSize, build } of NETWORKS) {
    const network = build();
    const executable = await createOnnxRuntimeBackend({ device: 'cpu' }).loadForBatches(network);
    const inputs = { [readImageInput(network).images]: randomImages(network, batchSize) };
    const peer = openPytorch(network, 'infer', batchSize);
    const run = async (): Promise<Turn> => {
      const started = performance.now();
      await executable.run(inputs);
      return { runs: 1, milliseconds: performance.now() - started };
    };
    try {
      measurements.push(await runSideBySide({ name: `pass of ${name}`, run, peer, warmUp: 3, rounds: 15, goal: GOAL }));
    } finally {
      peer?.close();
      await executable.release();
    }
  }
  return measurements;
}
