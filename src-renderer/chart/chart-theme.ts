/** The colours that a chart takes from the page. */
export interface ChartTheme {
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
  readonly font: string;
}

/** The page's colours as they are now. */
export function readChartTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: read('--ink'),
    quiet: read('--quiet'),
    line: read('--line'),
    surface: read('--surface'),
    font: style.fontFamily,
  };
}

/** What an axis looks like in every chart. */
export function axisStyle({ quiet, line }: ChartTheme): {
  readonly axisLabel: { readonly color: string };
  readonly axisLine: { readonly lineStyle: { readonly color: string } };
  readonly axisTick: { readonly lineStyle: { readonly color: string } };
  readonly nameTextStyle: { readonly color: string };
  readonly splitLine: { readonly lineStyle: { readonly color: string } };
} {
  return {
    axisLabel: { color: quiet },
    axisLine: { lineStyle: { color: quiet } },
    axisTick: { lineStyle: { color: quiet } },
    nameTextStyle: { color: quiet },
    splitLine: { lineStyle: { color: line } },
  };
}

/** What a tooltip looks like in every chart. It is drawn into the canvas: a page without inline styles shows no other. */
export function tooltipStyle({ surface, line, ink }: ChartTheme): {
  readonly renderMode: 'richText';
  readonly backgroundColor: string;
  readonly borderColor: string;
  readonly textStyle: { readonly color: string };
  readonly confine: true;
} {
  return {
    renderMode: 'richText',
    backgroundColor: surface,
    borderColor: line,
    textStyle: { color: ink },
    confine: true,
  };
}
