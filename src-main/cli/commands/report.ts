import { Option, type Command } from 'commander';
import type { RunResult } from '../../../src-shared/result.ts';
import { findResults } from '../find-results.ts';
import { homeOption, withHost, type HomeOption } from '../home-option.ts';
import { writeOutputOrPrint } from '../write-output.ts';

type ReportFormat = 'html' | 'md' | 'csv' | 'json';

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
    .addOption(new Option('--format <format>').choices(['html', 'md', 'csv', 'json']).default('html'))
    .option('-o, --output <file>', 'else to standard output; of Markdown, the charts go into a folder beside it')
    .action((runs: string[], options: ReportOptions) =>
      withHost(options, async (host) => {
        await writeReport(findResults(host, runs), options);
      }),
    );
}

async function writeReport(results: readonly RunResult[], { format, output }: ReportOptions): Promise<void> {
  switch (format) {
    case 'html': {
      const { renderHtml } = await import('../../report/html-report.ts');
      writeOutputOrPrint(output, renderHtml(results));
      return;
    }
    case 'md': {
      const { writeMarkdownReport } = await import('../write-markdown-report.ts');
      writeMarkdownReport(results, output);
      return;
    }
    case 'csv': {
      const { renderCsvReport } = await import('../../report/csv-report.ts');
      writeOutputOrPrint(output, renderCsvReport(results));
      return;
    }
    case 'json': {
      const { renderJson } = await import('../../report/json-report.ts');
      writeOutputOrPrint(output, renderJson(results));
      return;
    }
  }
}
