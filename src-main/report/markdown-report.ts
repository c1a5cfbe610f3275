import type { RunResult } from '../../src-shared/result.ts';
import { buildReport } from './build-report.ts';
import type { Block } from './document.ts';
import { renderMarkdownTable } from './text-table.ts';

/** The report of one or several runs as Markdown (GitHub's); the tables behind its charts take their places. */
export function renderMarkdown(results: readonly RunResult[]): string {
  return `${buildReport(results).map(renderBlock).join('\n\n')}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeMarkdown(block.text)}`;
    case 'paragraph':
      return escapeMarkdown(block.text);
    case 'list':
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
    case 'table':
      return renderMarkdownTable(block.table.head, block.table.rows, block.table.leftColumns);
    case 'figure': {
      const { title, table } = block.figure;
      return `**${escapeMarkdown(title)}**\n\n${renderMarkdownTable(table.head, table.rows, table.leftColumns)}`;
    }
    case 'details':
      return [`${escapeMarkdown(block.summary)}:`, ...block.blocks.map(renderBlock)].join('\n\n');
    case 'code':
      return `\`\`\`\n${block.text}\n\`\`\``;
  }
}

function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\*_`[\]]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
