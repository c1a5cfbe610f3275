import { hash } from 'node:crypto';
import type { Place } from '../../../src-shared/dataset-report.ts';
import type { FindingList } from './finding-list.ts';

/** Finds images that are there more than once, by the hash of their pixels. */
export interface ImageCopies {
  see(place: Place, width: number, pixels: Uint8Array): void;
  report(findings: FindingList): void;
}

export function createImageCopies(): ImageCopies {
  const firsts = new Map<string, Place>();
  const groups = new Map<string, Place[]>();
  return {
    see(place, width, pixels) {
      const key = `${width} ${hash('sha256', pixels, 'base64')}`;
      const first = firsts.get(key);
      if (first === undefined) {
        firsts.set(key, place);
        return;
      }
      const group = groups.get(key) ?? [first];
      groups.set(key, group);
      group.push(place);
    },
    report(findings) {
      for (const group of groups.values()) {
        const isAcross = new Set(group.map(({ split }) => split)).size > 1;
        const isDisputed = new Set(group.map(({ label }) => label)).size > 1;
        if (isAcross) findings.add('duplicates-across-splits', ...group);
        if (isDisputed) findings.add('duplicates-with-other-labels', ...group);
        if (!isAcross && !isDisputed) findings.add('duplicates-within-split', ...group);
      }
    },
  };
}
