import type { Command } from 'commander';
import type { NetworkOverview, RunOverview } from '../../../src-shared/run-overview.ts';
import { MISSING, formatCount, formatShare } from '../../../src-shared/format-number.ts';
import { renderTextTable } from '../../report/text-table.ts';
import { homeOption, withHost, type HomeOption } from '../home-option.ts';

interface RunsOptions extends HomeOption {
  readonly json?: boolean;
  readonly project?: string;
}

export function addRunsCommand(program: Command): void {
  const runs = program
    .command('runs')
    .description('list the runs, newest first; or delete and move them')
    .addOption(homeOption())
    .option('--project <name>', 'only those of a project')
    .option('--json', 'print JSON')
    .action((options: RunsOptions) =>
      withHost(options, (host) => {
        if (options.project !== undefined) host.showProject(options.project);
        const listed = host.listRuns(options.project);
        console.log(options.json === true ? JSON.stringify(listed, null, 2) : listRuns(listed, host.home));
      }),
    );
  runs
    .command('delete')
    .argument('<runs...>', 'ids, beginnings of ids, or names that only one run has')
    .description('delete runs with their files; outcomes of stages stay until `espalier clean`')
    .addOption(homeOption())
    .action((references: string[], _: unknown, command: Command) =>
      withHost(command.optsWithGlobals<HomeOption>(), (host) => {
        for (const reference of references) {
          const { id, name } = host.deleteRun(reference);
          console.log(`deleted run ${id}: ${name}`);
        }
      }),
    );
  runs
    .command('move')
    .argument('<run>', 'id, beginning of an id, or a name that only one run has')
    .argument('<project>', 'made where there is none of that name')
    .description('put a run into another project')
    .addOption(homeOption())
    .action((reference: string, given: string, _: unknown, command: Command) =>
      withHost(command.optsWithGlobals<HomeOption>(), async (host) => {
        const { parseProjectName } = await import('../project-name.ts');
        const project = parseProjectName(given);
        const { id } = host.moveRun(reference, project);
        console.log(`run ${id} is in project "${project}" now`);
      }),
    );
}

/** The runs as a table: the base network beside the best of the smaller ones; their projects where they are in several. */
export function listRuns(runs: readonly RunOverview[], home: string): string {
  if (runs.length === 0) return `no runs in ${home}`;
  const several = new Set(runs.map(({ project }) => project)).size > 1;
  return renderTextTable(
    ['run', 'state', ...(several ? ['project'] : []), 'name', 'base', 'best smaller'],
    runs.map(({ id, state, project, name, base, best }) => [
      id,
      state,
      ...(several ? [project] : []),
      name,
      describeNetwork(base),
      describeNetwork(best),
    ]),
    several ? 4 : 3,
  );
}

function describeNetwork(network: NetworkOverview | null): string {
  if (network === null) return MISSING;
  return `${network.name} ${formatCount(network.parameters)} ${formatShare(network.accuracy)}`;
}
