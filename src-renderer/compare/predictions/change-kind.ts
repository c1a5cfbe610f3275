import type { ChangedPrediction } from '../../../src-shared/prediction-comparison.ts';

/** How a prediction changed: right to wrong, wrong to right, or from one wrong class to another. */
export type ChangeKind = 'broken' | 'repaired' | 'otherwise';

export function changeOf({ truth, base, variant }: ChangedPrediction): ChangeKind {
  if (base === truth) return 'broken';
  return variant === truth ? 'repaired' : 'otherwise';
}
