import { memo, useMemo, useState, type ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { columnTitle } from './column-title.ts';
import { compareMessages } from '../compare-messages.ts';
import type { ComparedNetwork } from '../compared-network.ts';
import type { ComparisonPart } from '../comparison-part.ts';
import { DifferencesOnly } from './differences-only.tsx';
import { bestIn, columnDiffers, isText, networkColumns, type ColumnKind } from './network-columns.ts';
import { NetworkRow } from './network-row.tsx';
import { nextSorting, sortRows, type Sorting } from './table-sorting.ts';

/** All networks with their measures: sorted by any column, on request without the columns that say the same of all. */
export const NetworkTable = memo(function NetworkTable({
  networks,
  labelOf,
  measure,
  selected,
  onSelect,
  onExport,
}: ComparisonPart): ReactNode {
  const say = useMessages(compareMessages);
  const [sorting, setSorting] = useState<Sorting>();
  const [differencesOnly, setDifferencesOnly] = useState(false);
  const all = useMemo(() => networkColumns(networks), [networks]);
  const columns = differencesOnly
    ? all.filter((column) => column.kind.of === 'network' || columnDiffers(column, networks))
    : all;
  const best = useMemo(() => new Map(all.map((column) => [column.key, bestIn(column, networks)])), [all, networks]);
  const sortedBy = all.find(({ key }) => key === sorting?.column);
  const rows =
    sorting === undefined || sortedBy === undefined
      ? networks
      : sortRows(networks, sortedBy.valueOf, sorting.direction);
  const hidden = all.length - columns.length;

  function titleOf(kind: ColumnKind): string {
    const sortBy = say.sortBy(columnTitle(say, kind, measure));
    return kind.of === 'accuracy' && measure.protocol !== undefined ? `${sortBy}\n${measure.protocol}` : sortBy;
  }

  return (
    <section className="card">
      <div className="compare-head">
        <h2>{say.networks}</h2>
        <DifferencesOnly checked={differencesOnly} onChange={setDifferencesOnly} />
        {hidden > 0 && (
          <span className="quiet" role="status">
            {say.hiddenColumns(hidden)}
          </span>
        )}
      </div>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={say.networks}>
        <table className="data compare-networks">
          <thead>
            <tr>
              {columns.map(({ key, kind, better }) => {
                const direction = sorting?.column === key ? sorting.direction : undefined;
                return (
                  <th
                    key={key}
                    scope="col"
                    className={isText(kind) ? undefined : 'number'}
                    aria-sort={direction ?? 'none'}
                  >
                    <button
                      type="button"
                      className="compare-sort"
                      title={titleOf(kind)}
                      onClick={() =>
                        setSorting(nextSorting(sorting, key, better === 'higher' ? 'descending' : 'ascending'))
                      }
                    >
                      {columnTitle(say, kind, measure)}
                      <span aria-hidden="true">
                        {direction === undefined ? '↕' : direction === 'ascending' ? '↑' : '↓'}
                      </span>
                    </button>
                  </th>
                );
              })}
              <th scope="col">
                <span className="visually-hidden">{say.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((network: ComparedNetwork) => (
              <NetworkRow
                key={network.key}
                network={network}
                label={labelOf(network)}
                columns={columns}
                best={best}
                selected={network.key === selected.key}
                onSelect={onSelect}
                onExport={onExport}
              />
            ))}
          </tbody>
        </table>
      </div>
      {measure.protocol !== undefined && (
        <p className="quiet">
          {measure.title}: {measure.protocol}
        </p>
      )}
      <p className="quiet">{say.networksHint}</p>
    </section>
  );
});
