import type { ReactNode } from 'react';

/** A chart's numbers. The first column names the rows. */
export interface ChartData {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function ChartTable({ caption, data }: { readonly caption: string; readonly data: ChartData }): ReactNode {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="data">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {data.head.map((cell, index) => (
              <th key={index} scope="col" className={index === 0 ? undefined : 'number'}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={column} className="number">
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
