import { relative } from 'node:path';
import type { Command } from 'commander';
import { formatBytes } from '../../../src-shared/format-number.ts';
import { alignColumns } from '../../report/text-table.ts';
import { homeOption, withHost, type HomeOption } from '../home-option.ts';

interface CleanOptions extends HomeOption {
  readonly yes?: boolean;
}

export function addCleanCommand(program: Command): void {
  program
    .command('clean')
    .description('show the outcomes of stages that no run needs any more; --yes removes them')
    .addOption(homeOption())
    .option('--yes', 'remove them')
    .action((options: CleanOptions) =>
      withHost(options, (host) => {
        const remove = options.yes === true;
        const folders = host.cleanUp(remove);
        if (folders.length === 0) {
          console.log(`nothing to clean in ${host.home} (what is younger than an hour stays)`);
          return;
        }
        const rows = folders.map(({ path, bytes }) => [relative(host.home, path), formatBytes(bytes)]);
        const total = formatBytes(folders.reduce((sum, { bytes }) => sum + bytes, 0));
        const what = remove ? `removed, ${total} in all` : `${total} that no run needs; --yes removes them`;
        console.log([...alignColumns(rows), what].join('\n'));
      }),
    );
}
