import type { ComparisonRow } from '../../src-shared/comparison.ts';
import type { RunResult, VariantResult } from '../../src-shared/result.ts';
import { deviationOf } from '../../src-shared/spread.ts';
import { pairBySeed } from './paired-difference.ts';

/** The network that the others of a run are measured against. */
export function baseOf(result: RunResult): VariantResult | undefined {
  return result.variants.find(({ name }) => name === 'base');
}

/** Every network of every run, in order. */
export function compareVariants(results: readonly RunResult[]): ComparisonRow[] {
  return results.flatMap((result) => {
    const base = baseOf(result);
    return result.variants.map((variant) => ({
      runId: result.runId,
      run: result.name,
      seed: result.recipe.seed,
      seeds: variant.seeds.length,
      dataset: result.dataset.name,
      datasetHash: result.dataset.hash,
      measure: result.measure,
      variant: variant.name,
      parameters: variant.parameters,
      parametersShare: divide(variant.parameters, base?.parameters),
      macs: variant.macs,
      macsShare: divide(variant.macs, base?.macs),
      fileBytes: variant.fileBytes,
      fileShare: divide(variant.fileBytes, base?.fileBytes),
      accuracyBefore: variant.accuracyBefore,
      accuracyBeforeDeviation: deviationOrNull(variant.seeds.map(({ accuracyBefore }) => accuracyBefore)),
      accuracy: variant.accuracy,
      accuracyDeviation: deviationOrNull(variant.seeds.map(({ accuracy }) => accuracy)),
      accuracyChange: base === undefined ? null : variant.accuracy - base.accuracy,
      accuracyChangeDeviation: pairBySeed(variant.seeds, base?.seeds ?? [], 'accuracy')?.deviation ?? null,
      latency: variant.latency.map(({ batchSize, medianMilliseconds, p90Milliseconds }) => {
        const ofBase = base?.latency.find((latency) => latency.batchSize === batchSize);
        const speedup = ofBase === undefined ? null : divide(ofBase.medianMilliseconds, medianMilliseconds);
        return { batchSize, medianMilliseconds, p90Milliseconds, speedup };
      }),
    }));
  });
}

/** The batch sizes that any network was timed with, ascending. */
export function timedBatchSizes(rows: readonly ComparisonRow[]): number[] {
  return [...new Set(rows.flatMap(({ latency }) => latency.map(({ batchSize }) => batchSize)))].sort((a, b) => a - b);
}

function deviationOrNull(values: readonly number[]): number | null {
  const deviation = deviationOf(values);
  return Number.isFinite(deviation) ? deviation : null;
}

function divide(value: number, by: number | undefined): number | null {
  return by === undefined || by === 0 ? null : value / by;
}
