import type { Command } from 'commander';
import { EspalierError } from '../../../src-shared/errors.ts';
import { describeArchive, describeProject, describeProjects, describeRestoration } from '../describe-project.ts';
import { homeOption, withHost, type HomeOption } from '../home-option.ts';
import { parseProjectName } from '../project-name.ts';

interface JsonOption extends HomeOption {
  readonly json?: boolean;
}

interface ArchiveOptions extends HomeOption {
  readonly output: string;
  readonly withoutStages?: boolean;
}

export function addProjectsCommand(program: Command): void {
  const projects = program
    .command('projects')
    .description('list the projects; or show, rename, delete, archive and restore one')
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
  addArchive(projects);
  addRestore(projects);
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

function addArchive(projects: Command): void {
  projects
    .command('archive')
    .argument('<project>')
    .description('write a project with its runs and their files into one file, to keep or to take to another machine')
    .addOption(homeOption())
    .requiredOption('-o, --output <file>', 'a tar file; compressed where its name ends in .gz or .tgz')
    .option('--without-stages', 'smaller: without what lets runs go on, and other recipes take over finished stages')
    .action((name: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<ArchiveOptions>();
      return withHost(options, async (host) => {
        const { output, withoutStages = false } = options;
        const summary = await host.archiveProject(name, output, { withoutStages });
        console.log(`project "${name}": ${output} (${describeArchive(summary)})`);
      });
    });
}

function addRestore(projects: Command): void {
  projects
    .command('restore')
    .argument('<file>', 'that `espalier projects archive` has written')
    .description('restore a project; nothing is written before the whole archive is verified')
    .addOption(homeOption())
    .option('--as <name>', 'the project to restore into, in place of the one it was')
    .action((file: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<HomeOption & { readonly as?: string }>();
      return withHost(options, async (host) => {
        const name = options.as === undefined ? undefined : parseProjectName(options.as);
        console.log(describeRestoration(await host.restoreProject(file, name)));
      });
    });
}
