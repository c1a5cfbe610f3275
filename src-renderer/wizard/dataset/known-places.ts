import type { DatasetRecord } from '../../../src-shared/project.ts';
import { isPlacedKind, type PlacedKind } from '../draft/placed-dataset.ts';

/** Data sets that lie in files, one for each place, of a kind where one is chosen. */
export function knownPlaces(records: readonly DatasetRecord[], kind: PlacedKind | undefined): readonly DatasetRecord[] {
  const offered = records.filter(
    (record) => record.path !== null && isPlacedKind(record.kind) && (kind === undefined || record.kind === kind),
  );
  return offered.filter(
    ({ kind: one, path }, index) => offered.findIndex((other) => other.kind === one && other.path === path) === index,
  );
}
