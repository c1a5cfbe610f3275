import type {
  DatasetRecord,
  ProjectDetails,
  ProjectListEntry,
  RunLineage,
  RunNetwork,
} from '../../src-shared/project.ts';
import type { Restoration } from '../archive/restore-project.ts';
import type { ArchiveSummary } from '../archive/write-archive.ts';
import { MISSING, formatBytes, formatCount, formatInteger, formatShare } from '../../src-shared/format-number.ts';
import { alignColumns, renderTextTable } from '../report/text-table.ts';

/** The projects as a table. */
export function describeProjects(projects: readonly ProjectListEntry[], home: string): string {
  if (projects.length === 0) return `no projects in ${home}`;
  return renderTextTable(
    ['project', 'last activity', 'runs', 'data sets', 'on disk'],
    projects.map(({ name, lastActivity, runs, datasets, diskBytes }) => [
      name,
      lastActivity === null ? MISSING : describeTime(lastActivity),
      formatInteger(runs),
      formatInteger(datasets),
      formatBytes(diskBytes),
    ]),
    2,
  );
}

/** A project with its data sets, and its runs as a tree: below each run its networks, below each network the runs that start from it. */
export function describeProject(project: ProjectDetails): string {
  const { name, createdAt, dataSets, lineage } = project;
  const head = `project "${name}", since ${createdAt.slice(0, 10)}: ${plural(lineage.length, 'run')}, ${plural(dataSets.length, 'data set')}`;
  const data = alignColumns(dataSets.map(describeDataset), 3).map((line) => `  ${line}`);
  const roots = lineage.filter((run) => !lineage.some((other) => isParent(other, run)));
  const runs = roots.flatMap((run) => drawRun(run, project, []));
  return [
    head,
    ...(data.length === 0 ? [] : ['', 'data sets', ...data]),
    ...(runs.length === 0 ? [] : ['', 'runs', ...runs.map((line) => `  ${line}`)]),
  ].join('\n');
}

export function describeArchive({ runs, files, bytes }: ArchiveSummary): string {
  return `${plural(runs, 'run')}, ${plural(files, 'file')}, ${formatBytes(bytes)}`;
}

/** What a restoration did, and what is left to do. */
export function describeRestoration({ project, runs, known, missingDatasets }: Restoration): string {
  return [
    `project "${project}": ${plural(runs.length, 'run')} restored${known.length === 0 ? '' : `, ${known.length} here already`}`,
    ...missingDatasets.map(
      ({ name, path }) =>
        `the data set ${name} is not at ${path} here; give its place with --dataset when a recipe is run`,
    ),
  ].join('\n');
}

function describeDataset({ hash, name, kind, path, train, test, classes }: DatasetRecord): string[] {
  const sizes = `${formatInteger(train)} + ${formatInteger(test)} images, ${plural(classes, 'class', 'classes')}`;
  return [hash.slice(0, 8), name === kind ? name : `${name} (${kind})`, sizes, path ?? ''];
}

/** A run, then what hangs from it; `above` are the runs it descends from. */
function drawRun(lineage: RunLineage, project: ProjectDetails, above: readonly RunLineage[]): string[] {
  const { run, initial, dataset, networks } = lineage;
  const data = project.dataSets.find(({ hash }) => hash === dataset);
  const inputs = [
    ...(data === undefined ? [] : [`data ${data.name} ${data.hash.slice(0, 8)}`]),
    ...(initial === null ? [] : [`from ${describeOrigin(lineage, above)}`]),
  ];
  const state = run.state === 'done' ? '' : `, ${run.state}`;
  const title = [`${run.name} (${run.id}${state})`, ...inputs].join('; ');
  const branches = networks.map((network) => [
    describeNetwork(network),
    ...project.lineage
      .filter((other) => descendsFrom(other, lineage, network) && !above.includes(other) && other !== lineage)
      .flatMap((other) => branch([drawRun(other, project, [...above, lineage])])),
  ]);
  return [title, ...branch(branches)];
}

function describeOrigin({ initial }: RunLineage, above: readonly RunLineage[]): string {
  if (initial === null) return '';
  const maker = initial.madeBy;
  if (maker === null) return `${initial.name} ${initial.sha256.slice(0, 8)}`;
  if (above.some(({ run }) => run.id === maker.run)) return 'the network above';
  return `${maker.variant} of run ${maker.run}`;
}

function describeNetwork({ variant, parameters, macs, accuracy, sha256 }: RunNetwork): string {
  const content = sha256 === null ? '' : `, ${sha256.slice(0, 8)}`;
  return `${variant}: ${formatCount(parameters)} parameters, ${formatCount(macs)} MACs, ${formatShare(accuracy)}${content}`;
}

function isParent(parent: RunLineage, child: RunLineage): boolean {
  return parent !== child && parent.networks.some((network) => descendsFrom(child, parent, network));
}

function descendsFrom({ initial }: RunLineage, maker: RunLineage, { variant }: RunNetwork): boolean {
  return initial?.madeBy?.run === maker.run.id && initial.madeBy.variant === variant;
}

/** Blocks of lines as the branches of a tree. */
function branch(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((lines, index) => {
    const last = index === blocks.length - 1;
    return lines.map((line, row) => `${row === 0 ? (last ? '└─ ' : '├─ ') : last ? '   ' : '│  '}${line}`);
  });
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatInteger(count)} ${count === 1 ? one : many}`;
}

/** To the minute, in this machine's time zone. */
function describeTime(time: string): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
