import type { Measure } from './result.ts';

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
  /** What `accuracy` is in this row. */
  readonly measure: Measure;
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
