import { Option, type Command } from 'commander';
import { comparisonTable, type TableFormat } from '../../report/comparison-table.ts';
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
        writeOutputOrPrint(undefined, comparisonTable(findResults(host, runs), options.format));
      }),
    );
}
