import type { ReactNode } from 'react';

/** What a table shows. The first column names the rows; the others are numbers, but for those listed. */
export interface TableData {
  /** An empty one has no heading. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
  /** Indices of further columns that hold words. */
  readonly words?: readonly number[];
}

interface DataTableProps {
  /** What it shows, for those who don't see what is around it. */
  readonly caption: string;
  readonly data: TableData;
}

/** A plain table that scrolls where it doesn't fit. */
export function DataTable({ caption, data: { head, rows, words = [] } }: DataTableProps): ReactNode {
  const classOf = (column: number): string | undefined =>
    column === 0 || words.includes(column) ? undefined : 'number';
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={caption}>
      <table className="data">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((cell, column) =>
              cell === '' ? (
                <td key={column} />
              ) : (
                <th key={column} scope="col" className={classOf(column)}>
                  {cell}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={column} className={classOf(column)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
