export type Direction = 'ascending' | 'descending';

/** Where a table is sorted by. */
export interface Sorting {
  readonly column: string;
  readonly direction: Direction;
}

export type Cell = number | string | null;

/** Sorts by a value; rows that are equal keep their order, and those without a value come last whichever way. */
export function sortRows<Row>(rows: readonly Row[], valueOf: (row: Row) => Cell, direction: Direction): Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: known(valueOf(row)) }))
    .sort((one, other) => {
      if (one.value === null || other.value === null) return Number(one.value === null) - Number(other.value === null);
      return sign * compare(one.value, other.value);
    })
    .map(({ row }) => row);
}

/** The sorting after a click on a column: the other way round where it is sorted by already, else with its better values first. */
export function nextSorting(sorting: Sorting | undefined, column: string, first: Direction): Sorting {
  if (sorting?.column !== column) return { column, direction: first };
  return { column, direction: sorting.direction === 'ascending' ? 'descending' : 'ascending' };
}

function known(value: Cell): Cell {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

function compare(one: number | string, other: number | string): number {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one).localeCompare(String(other), undefined, { numeric: true });
}
