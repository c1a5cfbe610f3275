import type { Command } from 'commander';
import { EspalierError } from '../../../src-shared/errors.ts';
import { describeProject, describeProjects } from '../describe-project.ts';
import { homeOption, withHost, type HomeOption } from '../home-option.ts';
import { parseProjectName } from '../project-name.ts';

interface JsonOption extends HomeOption {
  readonly json?: boolean;
}

export function addProjectsCommand(program: Command): void {
  const projects = program
    .command('projects')
    .description('list the projects; or show, rename and delete one')
    .addOption(homeOption())
    .option('--json', 'print JSON')
    .action((options: JsonOption) =>
      withHost(options, (host) => {
        const listed = host.listProjects();
        console.log(options.json === true ? JSON.stringify(listed, null, 2) : describeProjects(listed, host.home));
      }),
    );
  addShow(projects);
  addRename(projects);
  addDelete(projects);
}

function addShow(projects: Command): void {
  projects
    .command('show')
    .argument('<project>')
    .description('show its data sets, runs and networks, and what came out of what')
    .addOption(homeOption())
    .option('--json', 'print JSON')
    .action((name: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<JsonOption>();
      return withHost(options, (host) => {
        const details = host.showProject(name);
        console.log(options.json === true ? JSON.stringify(details, null, 2) : describeProject(details));
      });
    });
}

function addRename(projects: Command): void {
  projects
    .command('rename')
    .argument('<project>')
    .argument('<name>', 'that no other project has')
    .addOption(homeOption())
    .action((name: string, given: string, _: unknown, command: Command) =>
      withHost(command.optsWithGlobals<HomeOption>(), (host) => {
        const newName = parseProjectName(given);
        host.renameProject(name, newName);
        console.log(`project "${name}" is called "${newName}" now`);
      }),
    );
}

function addDelete(projects: Command): void {
  projects
    .command('delete')
    .argument('<project>')
    .description('delete a project with all its runs; says what would be lost unless --yes is given')
    .addOption(homeOption())
    .option('--yes', 'do it')
    .action((name: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<HomeOption & { readonly yes?: boolean }>();
      return withHost(options, (host) => {
        const details = host.showProject(name);
        if (options.yes === true || details.runs === 0) {
          const deleted = host.deleteProject(name);
          console.log(`deleted project "${name}" with ${deleted.length} runs`);
          return;
        }
        console.log(describeProject(details));
        throw new EspalierError(
          'bad-usage',
          `nothing is deleted yet: project "${name}" has ${details.runs} runs, whose results, exports and reports would be lost; --yes deletes them`,
        );
      });
    });
}
