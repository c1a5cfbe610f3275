import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerLatency, VariantResult } from '../../src-shared/result.ts';
import { measureCost } from '../evaluation/cost.ts';
import { measureLatency } from '../evaluation/latency.ts';
import { encodeOnnx } from '../graph/onnx-writer.ts';
import { compareLayers } from '../pruning/latency/compare-layers.ts';
import type { Variant } from './execute-seed.ts';
import { exportNetwork } from './export-network.ts';
import { runStage, type RunContext } from './run-context.ts';

/** What is measured of a network itself, whatever its accuracy. */
export type MeasuredNetwork = Omit<VariantResult, 'accuracyBefore' | 'accuracy' | 'loss' | 'seeds'>;

/** What is measured when all networks are there. */
export interface Measurements {
  readonly networks: readonly MeasuredNetwork[];
  readonly layerLatency: readonly LayerLatency[];
}

/** Sizes and latency of all networks, these alternating, of the layers of the base and the first smaller one, and all networks' files. */
export async function measureNetworks(
  context: RunContext,
  folder: string,
  variants: readonly Variant[],
): Promise<Measurements> {
  return runStage(context, 'export', 'all', async () => {
    const networks = variants.map((variant) => variant.network);
    const latencies = await measureLatency(networks, context.backend);
    const [base, smaller] = networks;
    const layerLatency =
      base === undefined || smaller === undefined ? [] : await compareLayers(base, smaller, context.backend);
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
    return { value: { networks: measured, layerLatency }, reused: false };
  });
}
