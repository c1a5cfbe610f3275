import { networksOf, type ComparedNetwork } from '../../../../src-renderer/compare/compared-network.ts';
import { compareVariants } from '../../../../src-main/report/comparison.ts';
import type { Protocol } from '../../../../src-shared/detection-scores.ts';
import type { RunResult } from '../../../../src-shared/result.ts';

export const paperProtocol: Protocol = {
  name: 'paper',
  iou: 0.5,
  confidence: 0.1,
  nms: 0.5,
  maxDetections: 500,
  height: 608,
  width: 608,
};

/** The networks of runs, with rows as the host makes them. */
export function sampleNetworks(results: readonly RunResult[]): ComparedNetwork[] {
  return networksOf({ results, rows: compareVariants(results), readings: [] });
}
