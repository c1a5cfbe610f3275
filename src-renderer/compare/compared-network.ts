import type { ComparisonRow } from '../../src-shared/comparison.ts';
import type { Measure, RunResult, VariantResult } from '../../src-shared/result.ts';
import type { RunComparison } from '../../src-shared/routes/run-routes.ts';

/** A network of a comparison with all that is known of it. */
export interface ComparedNetwork {
  /** Tells it from all others of the comparison. */
  readonly key: string;
  /** Which of the compared runs it belongs to, counted from 1. */
  readonly run: number;
  readonly row: ComparisonRow;
  readonly result: RunResult;
  readonly outcome: VariantResult;
  /** Of `seriesStyle`: networks of one kind look alike in all runs. */
  readonly style: number;
}

/** Every network of every compared run, in the order of the runs. */
export function networksOf({ results, rows }: RunComparison): ComparedNetwork[] {
  const kinds = [...new Set(rows.map(({ variant }) => variant))];
  return results.flatMap((result, index) =>
    result.variants.flatMap((outcome) => {
      const row = rows.find(({ runId, variant }) => runId === result.runId && variant === outcome.name);
      if (row === undefined) return [];
      const key = `${result.runId}/${outcome.name}`;
      return [{ key, run: index + 1, row, result, outcome, style: kinds.indexOf(outcome.name) }];
    }),
  );
}

export function isBase({ row }: ComparedNetwork): boolean {
  return row.variant === 'base';
}

/** The base network of the same run. */
export function baseOf(networks: readonly ComparedNetwork[], network: ComparedNetwork): ComparedNetwork | undefined {
  return networks.find((other) => isBase(other) && other.row.runId === network.row.runId);
}

/** Whether these networks were tested on one data set. */
export function shareData(networks: readonly ComparedNetwork[]): boolean {
  return new Set(networks.map(({ result: { dataset } }) => `${dataset.hash} ${dataset.test}`)).size <= 1;
}

/** Tells measures apart, protocols with all their settings. */
export function measureKey({ row: { measure } }: ComparedNetwork): string {
  return JSON.stringify(measure);
}

/** What all these networks' accuracies are; undefined where they were not measured alike. */
export function sharedMeasure(networks: readonly ComparedNetwork[]): Measure | undefined {
  return new Set(networks.map(measureKey)).size === 1 ? networks[0]?.row.measure : undefined;
}

/** Whether accuracies of these networks can be compared: they were measured alike, and on one data set. */
export function areComparable(networks: readonly ComparedNetwork[]): boolean {
  return shareData(networks) && sharedMeasure(networks) !== undefined;
}

/**
 * The best of the networks that are smaller than their base; of equal ones the smallest. Undefined where there is none, or where accuracies
 * that can't be compared would have to be.
 */
export function bestSmaller(networks: readonly ComparedNetwork[]): ComparedNetwork | undefined {
  if (!areComparable(networks)) return undefined;
  const smaller = networks.filter(
    (network) => !isBase(network) && (network.row.parametersShare ?? 0) < 1 && Number.isFinite(network.row.accuracy),
  );
  return smaller.reduce<ComparedNetwork | undefined>((best, network) => {
    if (best === undefined) return network;
    const ahead = network.row.accuracy - best.row.accuracy;
    return ahead > 0 || (ahead === 0 && network.row.parameters < best.row.parameters) ? network : best;
  }, undefined);
}
