import { Option, type Command } from 'commander';
import { comparisonTable, type TableFormat } from '../../report/comparison-table.ts';
import { describeMixture } from '../../report/mixture-reading.ts';
import { findResults } from '../find-results.ts';
import { homeOption, withHost, type HomeOption } from '../home-option.ts';
import { writeOutputOrPrint } from '../write-output.ts';

interface CompareOptions extends HomeOption {
  readonly format: TableFormat;
}

export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .argument('<runs...>', 'ids, beginnings of ids, or names')
    .description('put the networks of one or several runs side by side')
    .addOption(homeOption())
    .addOption(new Option('--format <format>').choices(['table', 'json', 'csv', 'md']).default('table'))
    .action((runs: string[], options: CompareOptions) =>
      withHost(options, (host) => {
        const results = findResults(host, runs);
        // What programs read stays a table of numbers; whoever starts them hears the warning.
        if (options.format === 'json' || options.format === 'csv') {
          for (const sentence of describeMixture(results)) process.stderr.write(`espalier: warning: ${sentence}\n`);
        }
        writeOutputOrPrint(undefined, comparisonTable(results, options.format));
      }),
    );
}
