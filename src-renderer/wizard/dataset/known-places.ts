import type { DatasetKind } from '../../../src-shared/dataset-report.ts';
import type { DatasetRecord } from '../../../src-shared/project.ts';

export function isPlacedKind(kind: string): kind is DatasetKind {
  return kind === 'cifar10' || kind === 'cifar100' || kind === 'image-folder';
}

/** Data sets that lie in files, one for each place, of a kind where one is chosen. */
export function knownPlaces(
  records: readonly DatasetRecord[],
  kind: DatasetKind | undefined,
): readonly DatasetRecord[] {
  const offered = records.filter(
    (record) => record.path !== null && isPlacedKind(record.kind) && (kind === undefined || record.kind === kind),
  );
  return offered.filter(
    ({ kind: one, path }, index) => offered.findIndex((other) => other.kind === one && other.path === path) === index,
  );
}
