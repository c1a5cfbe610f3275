import type { Latency } from '../../src-shared/result.ts';
import type { Backend, Executable } from '../backend/backend.ts';
import type { Graph } from '../graph/graph.ts';
import { readImageInput } from '../graph/image-input.ts';
import { randomInputs } from '../graph/random-images.ts';
import { fittingBatch } from './fitting-batch.ts';
import { quantile } from './quantile.ts';

export interface LatencyProtocol {
  readonly batchSizes: readonly number[];
  readonly warmUp: number;
  readonly runs: number;
}

/** Batch 1 and 64, or as many as fit of large images; 5 forward passes to warm up, then 30 that count. */
export const LATENCY_PROTOCOL: LatencyProtocol = { batchSizes: [1, 64], warmUp: 5, runs: 30 };

/**
 * Measures the latency of several networks in one process, alternating between them pass by pass, so that a machine that
 * changes speed changes it for all. A pass is the wall time of one forward run on random images.
 */
export async function measureLatency(
  networks: readonly Graph[],
  backend: Backend,
  protocol: LatencyProtocol = LATENCY_PROTOCOL,
): Promise<Latency[][]> {
  const executables: Executable[] = [];
  try {
    for (const graph of networks) executables.push(await backend.load(graph));
    const results = networks.map((): Latency[] => []);
    for (const batchSize of fittingSizes(networks, protocol)) {
      const inputs = networks.map((graph) => randomInputs(graph, batchSize));
      const times = networks.map((): number[] => []);
      for (let run = -protocol.warmUp; run < protocol.runs; run++) {
        for (const [index, executable] of executables.entries()) {
          const started = performance.now();
          await executable.run(inputs[index] ?? {});
          if (run >= 0) times[index]?.push(performance.now() - started);
        }
      }
      times.forEach((list, index) => {
        const sorted = list.sort((a, b) => a - b);
        results[index]?.push({
          batchSize,
          medianMilliseconds: quantile(sorted, 0.5),
          p90Milliseconds: quantile(sorted, 0.9),
          runs: protocol.runs,
        });
      });
    }
    return results;
  } finally {
    for (const executable of executables) await executable.release();
  }
}

/** The protocol's batch sizes, each as far as it fits. */
function fittingSizes([first]: readonly Graph[], { batchSizes }: LatencyProtocol): number[] {
  if (first === undefined) return [];
  return [...new Set(batchSizes.map((size) => fittingBatch(readImageInput(first), size)))];
}
