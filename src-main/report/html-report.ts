import type { RunResult } from '../../src-shared/result.ts';
import { buildReport, reportTitle } from './build-report.ts';
import type { Block, ReportTable } from './document.ts';
import { recipeAsHtml } from './embedded-recipe.ts';
import { REPORT_STYLE } from './html-style.ts';
import { html, trusted, type SafeHtml } from './html.ts';

/** The report of one or several runs as one HTML file: style and charts inside, no scripts, nothing fetched from anywhere. */
export function renderHtml(results: readonly RunResult[]): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${reportTitle(results)} – Espalier</title>
        <style>
          ${trusted(REPORT_STYLE)}
        </style>
      </head>
      <body>
        <main>${buildReport(results).map(renderBlock)}</main>
      </body>
    </html> `.markup;
}

function renderBlock(block: Block): SafeHtml {
  switch (block.kind) {
    case 'heading':
      return renderHeading(block.level, block.text);
    case 'paragraph':
      return html`<p>${block.text}</p> `;
    case 'list':
      return html`<ul>
        ${block.items.map((item) => html`<li>${item}</li> `)}
      </ul> `;
    case 'table':
      return renderTable(block.table);
    case 'figure': {
      const { title, svg, table } = block.figure;
      return html`<figure>
        <figcaption>${title}</figcaption>
        ${trusted(svg)}
        <details>
          <summary>The numbers</summary>
          ${renderTable(table)}
        </details>
      </figure> `;
    }
    case 'details':
      return html`<details>
        <summary>${block.summary}</summary>
        ${block.blocks.map(renderBlock)}
      </details> `;
    case 'recipe':
      return recipeAsHtml(block.recipe);
    case 'code':
      return html`<pre><code>${block.text}</code></pre> `;
  }
}

function renderHeading(level: 1 | 2 | 3, text: string): SafeHtml {
  switch (level) {
    case 1:
      return html`<h1>${text}</h1> `;
    case 2:
      return html`<h2>${text}</h2> `;
    case 3:
      return html`<h3>${text}</h3> `;
  }
}

function renderTable({ head, rows, leftColumns }: ReportTable): SafeHtml {
  const kind = (column: number): string => (column < leftColumns ? 'name' : 'number');
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head.map((cell, column) => html`<th scope="col" class="${kind(column)}">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, column) => html`<td class="${kind(column)}">${cell}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div> `;
}
