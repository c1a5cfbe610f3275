import { mkdirSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { renderMarkdown } from '../report/markdown-report.ts';
import { writeOutput, writeOutputOrPrint } from './write-output.ts';

/**
 * Writes a Markdown report, and its charts as SVG files into a folder beside it: `report-figures` for `report.md`. Without a file, prints
 * the report with tables in the charts' places.
 * @throws EspalierError `bad-usage` where it can't be written.
 */
export function writeMarkdownReport(results: readonly RunResult[], file: string | undefined): void {
  if (file === undefined) {
    writeOutputOrPrint(undefined, renderMarkdown(results).text);
    return;
  }
  const folderName = `${parse(file).name}-figures`;
  const folder = join(dirname(file), folderName);
  const { text, figures } = renderMarkdown(results, folderName);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new EspalierError('bad-usage', `can't make the folder "${folder}": ${toEspalierError(cause).message}`, {
      cause,
    });
  }
  for (const { name, svg } of figures) writeOutput(join(folder, name), svg);
  writeOutput(file, text);
}
