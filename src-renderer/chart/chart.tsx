import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { translations, useMessages } from '../language/language.ts';
import { useSettings } from '../settings/settings-context.tsx';
import { DataTable, type TableData } from '../widgets/data-table.tsx';
import { readChartTheme, type ChartTheme } from './chart-theme.ts';
import { useRangeBrush, type AxisRange } from './use-range-brush.ts';

interface ChartProps {
  /** What is shown, as its heading. */
  readonly title: string;
  /** What is to be seen in it, in a sentence: the text alternative. */
  readonly summary: string;
  /** Pixels. */
  readonly height: number;
  /** The ECharts option in the page's colours. Keep it the same function while nothing changes. */
  readonly option: (theme: ChartTheme) => EChartsCoreOption;
  /** The same as a table, made when the user asks for it. */
  readonly data: () => TableData;
  /** Hears what the user chooses in it, by the names of series and data points. */
  readonly onSelect?: ((point: { readonly series: string; readonly index: number }) => void) | undefined;
  /** Hears which part of the x axis the user drew over; offer the same by keyboard. */
  readonly onRange?: ((range: AxisRange) => void) | undefined;
}

const messages = translations(
  { showTable: 'Show as table', showChart: 'Show as chart' },
  { showTable: '显示为表格', showChart: '显示为图表' },
);

/** A chart with its text alternative and, behind a button, its numbers as a table. */
export function Chart({ title, summary, height, option, data, onSelect, onRange }: ChartProps): ReactNode {
  const say = useMessages(messages);
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="chart">
      <figcaption>
        <span className="chart-title">{title}</span>
        <button type="button" className="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? say.showChart : say.showTable}
        </button>
      </figcaption>
      {asTable ? (
        <DataTable caption={title} data={data()} />
      ) : (
        <Drawing summary={summary} height={height} option={option} onSelect={onSelect} onRange={onRange} />
      )}
      <p className="quiet">{summary}</p>
    </figure>
  );
}

function Drawing({ summary, height, option, onSelect, onRange }: Omit<ChartProps, 'title' | 'data'>): ReactNode {
  const { appearance } = useSettings();
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType>();
  const { band, handlers } = useRangeBrush(chart, onRange);
  const select = useRef(onSelect);
  useEffect(() => {
    select.current = onSelect;
  });

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let drawn: EChartsType | undefined;
    let gone = false;
    const follow = new ResizeObserver(() => drawn?.resize());
    // Loaded with the first chart, so that the page starts without it.
    void import('./echarts.ts').then(({ init }) => {
      if (gone) return;
      drawn = init(element);
      drawn.on('click', ({ seriesName, dataIndex }) =>
        select.current?.({ series: seriesName ?? '', index: dataIndex }),
      );
      follow.observe(element);
      setChart(drawn);
    });
    return () => {
      gone = true;
      follow.disconnect();
      drawn?.dispose();
      setChart(undefined);
    };
  }, []);

  useEffect(() => {
    if (chart === undefined || chart.isDisposed()) return;
    const theme = readChartTheme();
    chart.setOption(
      { animation: false, textStyle: { color: theme.ink, fontFamily: theme.font }, ...option(theme) },
      { notMerge: true, lazyUpdate: true },
    );
  }, [chart, option, appearance]);

  // React sets styles by script, which the content security policy allows, unlike a style attribute in HTML.
  return (
    <div className="drawing-frame" {...handlers}>
      <div ref={place} className="drawing" role="img" aria-label={summary} style={{ height }} />
      {band !== undefined && <div className="drawing-band" style={band} />}
    </div>
  );
}
