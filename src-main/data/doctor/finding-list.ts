import {
  findingCodeSchema,
  type Finding,
  type FindingCode,
  type Place,
  type Severity,
} from '../../../src-shared/dataset-report.ts';
import { FINDING_TEXTS } from './finding-texts.ts';

/** Cases that are kept of each finding; the others are counted. */
const MOST_CASES = 100;

/** The findings of a report as they are made. */
export interface FindingList {
  /** Notes that something is so at a place, or at several that belong together. */
  add(code: FindingCode, ...places: readonly Place[]): void;
  /** All findings, errors first. */
  list(): Finding[];
}

export function createFindingList(): FindingList {
  const found = new Map<FindingCode, { count: number; readonly cases: Place[][] }>();
  return {
    add(code, ...places) {
      const entry = found.get(code) ?? { count: 0, cases: [] };
      found.set(code, entry);
      entry.count += 1;
      if (entry.cases.length < MOST_CASES) entry.cases.push([...places]);
    },
    list: () =>
      findingCodes().flatMap((code) => {
        const entry = found.get(code);
        if (entry === undefined) return [];
        const text = FINDING_TEXTS[code];
        return [{ ...text, code, message: text.message(entry.count), ...entry }];
      }),
  };
}

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** All codes by severity, of the same severity in the schema's order. */
function findingCodes(): FindingCode[] {
  return findingCodeSchema.options.toSorted(
    (one, other) => RANKS[FINDING_TEXTS[one].severity] - RANKS[FINDING_TEXTS[other].severity],
  );
}
