import type { Finding } from '../../../src-shared/dataset-report.ts';

/** As many whole cases as have no more places than the host shows at a time; the first one's places in any event. */
export function shownCases(cases: Finding['cases'], most: number): Finding['cases'] {
  const shown: Finding['cases'] = [];
  let places = 0;
  for (const copies of cases) {
    if (places + copies.length > most) break;
    shown.push(copies);
    places += copies.length;
  }
  const [first] = cases;
  return shown.length === 0 && first !== undefined ? [first.slice(0, most)] : shown;
}
