import type { RunResult, VariantResult } from '../../src-shared/result.ts';
import { deviationOf } from '../../src-shared/spread.ts';
import { pairBySeed } from './paired-difference.ts';

export interface ComparedLatency {
  readonly batchSize: number;
  readonly medianMilliseconds: number;
  readonly p90Milliseconds: number;
  /** The base network's median by this one's; null where the base was not measured. */
  readonly speedup: number | null;
}

/** One network of one run beside the base network of that run. Shares and differences are null where there is no base. */
export interface ComparisonRow {
  readonly runId: string;
  readonly run: string;
  /** The first seed. */
  readonly seed: number;
  /** How many seeds there are; accuracies are their means, deviations sample standard deviations, null for one seed. */
  readonly seeds: number;
  readonly dataset: string;
  /** SHA-256 of the data set's content: accuracies on different ones can't be compared. */
  readonly datasetHash: string;
  readonly variant: string;
  readonly parameters: number;
  readonly parametersShare: number | null;
  readonly macs: number;
  readonly macsShare: number | null;
  readonly fileBytes: number;
  readonly fileShare: number | null;
  readonly accuracyBefore: number;
  readonly accuracyBeforeDeviation: number | null;
  readonly accuracy: number;
  readonly accuracyDeviation: number | null;
  /** Accuracy less the base's, as a difference of shares. */
  readonly accuracyChange: number | null;
  /** Of the changes of each seed. */
  readonly accuracyChangeDeviation: number | null;
  readonly latency: readonly ComparedLatency[];
}

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
