import type { RunResult } from '../../src-shared/result.ts';
import { buildReport } from './build-report.ts';
import type { Block, Figure, ReportTable } from './document.ts';
import { recipeAsMarkdown } from './embedded-recipe.ts';
import { toSvgFile } from './svg-file.ts';
import { renderMarkdownTable } from './text-table.ts';

export interface MarkdownReport {
  readonly text: string;
  /** SVG files that the text shows from the folder it was given. */
  readonly figures: readonly { readonly name: string; readonly svg: string }[];
}

/**
 * The report of one or several runs as Markdown (GitHub's). Its charts are files of their own, linked in `figuresFolder`, a path relative
 * to the report; without one the tables behind them take their places.
 */
export function renderMarkdown(results: readonly RunResult[], figuresFolder?: string): MarkdownReport {
  const figures: { name: string; svg: string }[] = [];
  const showChart = ({ title, description, svg }: Figure): string[] => {
    if (figuresFolder === undefined) return [];
    const name = figureName(figures.length + 1, title);
    figures.push({ name, svg: toSvgFile(svg) });
    return [`![${escapeMarkdown(description)}](${encodePath(`${figuresFolder}/${name}`)})`];
  };
  const text = `${buildReport(results)
    .map((block) => renderBlock(block, showChart))
    .join('\n\n')}\n`;
  return { text, figures };
}

function renderBlock(block: Block, showChart: (figure: Figure) => string[]): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeMarkdown(block.text)}`;
    case 'paragraph':
      return escapeMarkdown(block.text);
    case 'list':
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
    case 'table':
      return renderTable(block.table);
    case 'figure':
      return renderFigure(block.figure, showChart(block.figure));
    case 'details':
      return renderDetails(
        block.summary,
        block.blocks.map((inner) => renderBlock(inner, showChart)),
      );
    case 'recipe':
      return recipeAsMarkdown(block.recipe);
    case 'code':
      return `\`\`\`\n${block.text}\n\`\`\``;
  }
}

function renderFigure({ title, table }: Figure, chart: readonly string[]): string {
  const heading = `**${escapeMarkdown(title)}**`;
  if (chart.length === 0) return [heading, renderTable(table)].join('\n\n');
  return [heading, ...chart, renderDetails('The numbers', [renderTable(table)])].join('\n\n');
}

function renderDetails(summary: string, content: readonly string[]): string {
  return [`<details><summary>${escapeMarkdown(summary)}</summary>`, ...content, '</details>'].join('\n\n');
}

function renderTable({ head, rows, leftColumns }: ReportTable): string {
  return renderMarkdownTable(head, rows, leftColumns);
}

/** `03-test-accuracy-over-the-epochs.svg`. */
function figureName(number: number, title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${[String(number).padStart(2, '0'), ...words].join('-')}.svg`;
}

/** A relative path as the target of a link: brackets and spaces would end it. */
function encodePath(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part).replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29')))
    .join('/');
}

function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\*_`[\]]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
