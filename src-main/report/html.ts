/** Markup that is safe to put into a page as it is. */
export interface SafeHtml {
  readonly markup: string;
}

type Interpolated = string | number | SafeHtml | readonly SafeHtml[];

/** Builds markup; everything put in is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Interpolated[]): SafeHtml {
  return { markup: strings.reduce((text, string, index) => text + toMarkup(values[index - 1] ?? '') + string) };
}

/** Text that is markup already, such as a chart. */
export function trusted(markup: string): SafeHtml {
  return { markup };
}

/** Text for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00A0',
};

/** The text that `escapeHtml`, or a browser that saved the page, wrote as markup. */
export function unescapeHtml(markup: string): string {
  return markup.replace(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

function toMarkup(value: Interpolated): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map(({ markup }) => markup).join('');
}
