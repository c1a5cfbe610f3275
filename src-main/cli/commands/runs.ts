import type { Command } from 'commander';
import { MISSING, formatCount, formatShare } from '../../report/format.ts';
import { renderTextTable } from '../../report/text-table.ts';
import { describeRun } from '../../host/run-overview.ts';
import { homeOption, withHost, type HomeOption } from '../home-option.ts';
import type { NetworkOverview, RunOverview } from '../../../src-shared/routes.ts';

interface RunsOptions extends HomeOption {
  readonly json?: boolean;
}

export function addRunsCommand(program: Command): void {
  program
    .command('runs')
    .description('list the runs, newest first')
    .addOption(homeOption())
    .option('--json', 'print JSON')
    .action((options: RunsOptions) =>
      withHost(options, (host) => {
        const runs = host.listRuns().map(describeRun);
        console.log(options.json === true ? JSON.stringify(runs, null, 2) : listRuns(runs, host.home));
      }),
    );
}

/** The runs as a table: the base network beside the best of the smaller ones. */
export function listRuns(runs: readonly RunOverview[], home: string): string {
  if (runs.length === 0) return `no runs in ${home}`;
  return renderTextTable(
    ['run', 'state', 'name', 'base', 'best smaller'],
    runs.map(({ id, state, name, base, best }) => [id, state, name, describeNetwork(base), describeNetwork(best)]),
    3,
  );
}

function describeNetwork(network: NetworkOverview | null): string {
  if (network === null) return MISSING;
  return `${network.name} ${formatCount(network.parameters)} ${formatShare(network.accuracy)}`;
}
