import { networksOf, type ComparedNetwork } from '../../../../src-renderer/compare/compared-network.ts';
import { compareVariants } from '../../../../src-main/report/comparison.ts';
import type { RunResult } from '../../../../src-shared/result.ts';

/** The networks of runs, with rows as the host makes them. */
export function sampleNetworks(results: readonly RunResult[]): ComparedNetwork[] {
  return networksOf({ results, rows: compareVariants(results), readings: [] });
}
