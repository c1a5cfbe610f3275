/** Rows of cells as aligned text, one line a row: the first `leftColumns` columns to the left, the others, numbers, to the right. */
export function alignColumns(rows: readonly (readonly string[])[], leftColumns = 1): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < leftColumns ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** A table with a rule below its head. */
export function renderTextTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  leftColumns = 1,
): string {
  const [first = '', ...lines] = alignColumns([head, ...rows], leftColumns);
  const width = Math.max(first.length, ...lines.map((line) => line.length));
  return [first, '─'.repeat(width), ...lines].join('\n');
}

/** A table in Markdown (GitHub's). */
export function renderMarkdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  leftColumns = 1,
): string {
  const rule = head.map((_, column) => (column < leftColumns ? '---' : '--:'));
  return [head, rule, ...rows].map((row) => `| ${row.map(escapeMarkdownCell).join(' | ')} |`).join('\n');
}

/** Text, a number, or nothing where there is none. */
export type CsvCell = string | number | null | undefined;

/** A table as RFC 4180 has it, with a head line. Numbers have no units; what is not a finite one is left empty. */
export function renderCsv(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [head, ...rows].map((row) => row.map(quoteCsv).join(',')).join('\r\n') + '\r\n';
}

function escapeMarkdownCell(cell: string): string {
  return cell
    .replace(/[\\|<>*_`[\]]/g, (character) =>
      character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
    )
    .replace(/\s+/g, ' ');
}

function quoteCsv(cell: CsvCell): string {
  // Fifteen digits are what a double holds for certain: 0.7 − 0.6 is 0.1.
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(Number(cell.toPrecision(15))) : '';
  if (cell === null || cell === undefined) return '';
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
