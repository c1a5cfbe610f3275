import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { Chart } from '../../chart/chart.tsx';
import type { ChartTheme } from '../../chart/chart-theme.ts';
import type { TableData } from '../../widgets/data-table.tsx';
import { useFormat, type Format } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useMeasureNames } from '../../language/measure-names.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { Field } from '../../widgets/field.tsx';
import { columnTitle } from '../tables/column-title.ts';
import { compareMessages } from '../compare-messages.ts';
import { areComparable } from '../compared-network.ts';
import type { ComparisonPart } from '../comparison-part.ts';
import { onFrontier } from './frontier.ts';
import { networkColumns, type ColumnKind } from '../tables/network-columns.ts';
import { NetworkPicker } from '../network-picker.tsx';
import { tradeoffOption, type TradeoffPoint } from './tradeoff-option.ts';

/** Accuracy against what it costs, with the frontier; a point chooses its network. */
export function TradeoffChart(part: ComparisonPart): ReactNode {
  const { networks, labelOf, measure, selected, onSelect, onExport } = part;
  const say = useMessages(compareMessages);
  const format = useFormat();
  const nameOf = useNetworkNames();
  const measures = useMeasureNames();
  const costs = useMemo(() => networkColumns(networks).filter(({ better }) => better === 'lower'), [networks]);
  const [costKey, setCostKey] = useState('parameters');
  const cost = costs.find(({ key }) => key === costKey) ?? costs[0];

  const points = useMemo((): TradeoffPoint[] => {
    const tradeoffs = networks.map((network) => {
      const value = cost?.valueOf(network);
      return { network, cost: typeof value === 'number' ? value : Number.NaN, accuracy: network.row.accuracy };
    });
    const flags = areComparable(networks) ? onFrontier(tradeoffs) : [];
    return tradeoffs.map((tradeoff, index) => ({ ...tradeoff, frontier: flags[index] === true }));
  }, [networks, cost]);

  const unit = cost === undefined ? '' : columnTitle(say, cost.kind, measure);
  const show = useCallback((value: number) => showCost(format, cost?.kind, value), [format, cost]);
  const option = useCallback(
    (theme: ChartTheme) =>
      tradeoffOption(theme, points, {
        selected: selected.key,
        axis: unit,
        accuracy: say.percentAxis(measure.title),
        frontier: say.frontier,
        nameOf,
        showCost: show,
        describe: ({ network, cost: value, frontier }) =>
          [
            labelOf(network),
            `${measures.title(network.row.measure)}: ${format.shareSpread(network.row.accuracy, network.row.accuracyDeviation)}`,
            `${unit}: ${show(value)}`,
            ...(frontier ? [say.onFrontier] : []),
          ].join('\n'),
      }),
    [points, selected.key, unit, say, show, labelOf, format, nameOf, measure, measures],
  );

  function data(): TableData {
    return {
      head: [say.columnNetwork, unit, measure.title, say.onFrontier],
      rows: points.map(({ network, cost: value, frontier }) => [
        labelOf(network),
        show(value),
        format.shareSpread(network.row.accuracy, network.row.accuracyDeviation),
        frontier ? say.yes : say.no,
      ]),
    };
  }

  const best = points.filter(({ frontier }) => frontier).map(({ network }) => labelOf(network));
  const summary = [
    areComparable(networks) ? say.tradeoffSummary(points.length, best.join(', ')) : say.noFrontier(points.length),
    ...(networks.some(({ row }) => row.accuracyDeviation !== null) ? [say.spread] : []),
  ].join(' ');

  return (
    <section className="card">
      <h2>{say.tradeoffHeading(measure.title)}</h2>
      <div className="compare-choice">
        <Field label={say.against(measure.title)}>
          {(attributes) => (
            <select {...attributes} value={cost?.key} onChange={({ target }) => setCostKey(target.value)}>
              {costs.map(({ key, kind }) => (
                <option key={key} value={key}>
                  {columnTitle(say, kind, measure)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <NetworkPicker {...part} />
        <button type="button" onClick={() => onExport(selected)}>
          {say.exportNetwork}
        </button>
      </div>
      <Chart
        title={say.tradeoff(measure.title, unit)}
        summary={summary}
        height={380}
        option={option}
        data={data}
        onSelect={({ series, index }) => {
          const ofSeries = points.filter(({ network }) => nameOf(network.row.variant) === series);
          const chosen = ofSeries[index];
          if (chosen !== undefined) onSelect(chosen.network);
        }}
      />
    </section>
  );
}

function showCost(format: Format, kind: ColumnKind | undefined, value: number): string {
  if (kind?.of === 'latency') return format.milliseconds(value);
  return kind?.of === 'file' ? format.bytes(value) : format.count(value);
}
