import { Option, type Command } from 'commander';
import type { RunResult } from '../../../src-shared/result.ts';
import { findResults } from '../find-results.ts';
import { homeOption, withHost, type HomeOption } from '../home-option.ts';
import { writeOutputOrPrint } from '../write-output.ts';

type ReportFormat = 'html' | 'md' | 'json';

interface ReportOptions extends HomeOption {
  readonly format: ReportFormat;
  readonly output?: string;
}

export function addReportCommand(program: Command): void {
  program
    .command('report')
    .argument('<runs...>', 'ids, beginnings of ids, or names')
    .description('write the report of one or several runs')
    .addOption(homeOption())
    .addOption(new Option('--format <format>').choices(['html', 'md', 'json']).default('html'))
    .option('-o, --output <file>', 'else to standard output')
    .action((runs: string[], options: ReportOptions) =>
      withHost(options, async (host) => {
        writeOutputOrPrint(options.output, await renderReport(findResults(host, runs), options.format));
      }),
    );
}

async function renderReport(results: readonly RunResult[], format: ReportFormat): Promise<string> {
  switch (format) {
    case 'html': {
      const { renderHtml } = await import('../../report/html-report.ts');
      return renderHtml(results);
    }
    case 'md': {
      const { renderMarkdown } = await import('../../report/markdown-report.ts');
      return renderMarkdown(results);
    }
    case 'json':
      return `${JSON.stringify(results, null, 2)}\n`;
  }
}
