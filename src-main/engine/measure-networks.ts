import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { VariantResult } from '../../src-shared/result.ts';
import { measureCost } from '../evaluation/cost.ts';
import { measureLatency } from '../evaluation/latency.ts';
import { encodeOnnx } from '../graph/onnx-writer.ts';
import type { Variant } from './execute-seed.ts';
import { exportNetwork } from './export-network.ts';
import { runStage, type RunContext } from './run-context.ts';

/** What is measured of a network itself, whatever its accuracy. */
export type MeasuredNetwork = Omit<VariantResult, 'accuracyBefore' | 'accuracy' | 'loss' | 'seeds'>;

/** Sizes and latency of all networks, these alternating, and their files. */
export async function measureNetworks(
  context: RunContext,
  folder: string,
  variants: readonly Variant[],
): Promise<MeasuredNetwork[]> {
  return runStage(context, 'export', 'all', async () => {
    const networks = variants.map((variant) => variant.network);
    const latencies = await measureLatency(networks, context.backend);
    const exports = join(folder, 'exports');
    await mkdir(exports, { recursive: true });
    const measured: MeasuredNetwork[] = [];
    for (const [index, { name, network, certificates, after }] of variants.entries()) {
      const { parameters, macs } = measureCost(network);
      measured.push({
        name,
        parameters,
        macs,
        fileBytes: encodeOnnx(network).byteLength,
        latency: latencies[index] ?? [],
        certificates,
        detection: after.detection,
        files: await exportNetwork(context, network, name, exports),
      });
    }
    return { value: measured, reused: false };
  });
}
