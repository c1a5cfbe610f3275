import { writeFile } from 'node:fs/promises';
import type { RunResult } from '../../../src-shared/result.ts';
import type { RouteInput } from '../../../src-shared/routes.ts';
import type { ExportTicket } from '../../../src-shared/routes/export-routes.ts';
import type { ExportFolder } from './export-folder.ts';
import { fileStem } from './file-stem.ts';

type Format = RouteInput<'exports.report'>['format'];

interface RenderedReport {
  /** With the dot. */
  readonly ending: string;
  readonly content: string | Uint8Array;
}

/** Writes the report of one or several runs; Markdown with its charts is an archive of a folder. */
export async function exportReport(
  folder: ExportFolder,
  results: readonly RunResult[],
  format: Format,
): Promise<ExportTicket> {
  const [first] = results;
  const others = results.length > 1 ? [`and-${results.length - 1}-more`] : [];
  const stem = fileStem(first?.name ?? '', ...others, 'report');
  const { ending, content } = await render(results, format, stem);
  return folder.make(`${stem}${ending}`, async (path) => {
    await writeFile(path, content);
    return null;
  });
}

/** Renders a report. What is not asked for is not loaded. */
async function render(results: readonly RunResult[], format: Format, stem: string): Promise<RenderedReport> {
  switch (format) {
    case 'html': {
      const { renderHtml } = await import('../../report/html-report.ts');
      return { ending: '.html', content: renderHtml(results) };
    }
    case 'md':
      return renderMarkdownReport(results, stem);
    case 'csv': {
      const { renderCsvReport } = await import('../../report/csv-report.ts');
      return { ending: '.csv', content: renderCsvReport(results) };
    }
    case 'json': {
      const { renderJson } = await import('../../report/json-report.ts');
      return { ending: '.json', content: renderJson(results) };
    }
  }
}

async function renderMarkdownReport(results: readonly RunResult[], stem: string): Promise<RenderedReport> {
  const { renderMarkdown } = await import('../../report/markdown-report.ts');
  const { packTarGz } = await import('../../exports/pack-tar-gz.ts');
  const { text, figures } = renderMarkdown(results, 'figures');
  if (figures.length === 0) return { ending: '.md', content: text };
  const files = [
    [`${stem}/report.md`, text] as const,
    ...figures.map(({ name, svg }) => [`${stem}/figures/${name}`, svg] as const),
  ];
  return { ending: '.tar.gz', content: await packTarGz(files) };
}
