import type { RunOverview } from '../../src-shared/run-overview.ts';
import { parameterShare } from '../run/run-numbers.ts';

export type RunColumn = 'name' | 'state' | 'startedAt' | 'baseAccuracy' | 'bestAccuracy' | 'bestShare' | 'seeds';

type OwnColumn = Exclude<RunColumn, 'state'>;

export interface RunOrder {
  readonly column: RunColumn;
  readonly descending: boolean;
}

/**
 * The runs in the order of a column. Those without a value come last either way; equal ones stay as they were. An mAP is not ranked with
 * accuracies: detectors come after classifiers.
 */
export function sortRuns(
  runs: readonly RunOverview[],
  { column, descending }: RunOrder,
  stateOf: (run: RunOverview) => string,
): RunOverview[] {
  const ofMeasure = column === 'baseAccuracy' || column === 'bestAccuracy';
  return runs.toSorted((one, other) => {
    if (ofMeasure && one.task !== other.task) return one.task.localeCompare(other.task);
    const [first, second] = [one, other].map((run) => (column === 'state' ? stateOf(run) : valueOf(run, column)));
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

function valueOf(run: RunOverview, column: OwnColumn): string | number | undefined {
  const value = readValue(run, column);
  return typeof value === 'number' && Number.isNaN(value) ? undefined : value;
}

function readValue(run: RunOverview, column: OwnColumn): string | number | undefined {
  switch (column) {
    case 'name':
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
