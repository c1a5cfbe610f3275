import type { RunOverview } from '../../src-shared/run-overview.ts';
import { parameterShare } from '../run/run-numbers.ts';

export type RunColumn = 'name' | 'state' | 'startedAt' | 'baseAccuracy' | 'bestAccuracy' | 'bestShare' | 'seeds';

export interface RunOrder {
  readonly column: RunColumn;
  readonly descending: boolean;
}

/** The runs in the order of a column. Those without a value come last either way; equal ones stay as they were. */
export function sortRuns(runs: readonly RunOverview[], { column, descending }: RunOrder): RunOverview[] {
  return runs.toSorted((one, other) => {
    const [first, second] = [valueOf(one, column), valueOf(other, column)];
    if (first === undefined || second === undefined) return Number(first === undefined) - Number(second === undefined);
    const order =
      typeof first === 'string' || typeof second === 'string'
        ? String(first).localeCompare(String(second))
        : first - second;
    return descending ? -order : order;
  });
}

/** The order after a click on a column's head: its own natural order first, then the other way round. */
export function reorder({ column, descending }: RunOrder, clicked: RunColumn): RunOrder {
  if (clicked === column) return { column, descending: !descending };
  return { column: clicked, descending: clicked !== 'name' && clicked !== 'state' && clicked !== 'bestShare' };
}

function valueOf(run: RunOverview, column: RunColumn): string | number | undefined {
  const value = readValue(run, column);
  return typeof value === 'number' && Number.isNaN(value) ? undefined : value;
}

function readValue(run: RunOverview, column: RunColumn): string | number | undefined {
  switch (column) {
    case 'name':
    case 'state':
    case 'startedAt':
    case 'seeds':
      return run[column];
    case 'baseAccuracy':
      return run.base?.accuracy;
    case 'bestAccuracy':
      return run.best?.accuracy;
    case 'bestShare':
      return parameterShare(run);
  }
}
