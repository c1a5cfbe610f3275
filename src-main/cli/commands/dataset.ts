import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import type { DatasetKind } from '../../../src-shared/dataset-report.ts';
import { formatBytes, formatShare } from '../../../src-shared/format-number.ts';
import { describeDatasetReport } from '../describe-dataset-report.ts';

/** Milliseconds between two looks at a download. */
const PROGRESS_PERIOD = 200;

interface InspectOptions {
  readonly kind?: DatasetKind;
  readonly images?: string;
  readonly names?: string;
  readonly size?: number;
  readonly json?: boolean;
}

const KINDS = ['cifar10', 'cifar100', 'image-folder', 'visdrone', 'coco', 'yolo'] satisfies DatasetKind[];
/** The longest side that a recipe's input may have. */
const LONGEST_SIDE = 2048;

export function addDatasetCommand(program: Command): void {
  const dataset = program.command('dataset').description('look at a data set, or download one');
  dataset
    .command('inspect')
    .argument('<path>', "a folder, an archive of CIFAR-10 or CIFAR-100, or COCO's JSON of annotations")
    .description('counts, class balance, duplicates, and what is wrong with the records, images or boxes')
    .addOption(new Option('--kind <kind>', 'what it is (else guessed)').choices(KINDS))
    .option('--images <folder>', 'the folder of COCO images (else "images" beside the file)')
    .option('--names <file>', 'the names of YOLO classes (else classes.txt or a .names file in the folder)')
    .option('--size <side>', "side of the input that objects' sizes are judged at (default: 608)", readSide)
    .option('--json', 'print JSON')
    .action(async (path: string, { kind, images, names, size, json = false }: InspectOptions) => {
      const { inspectDataset } = await import('../../data/doctor/inspect-dataset.ts');
      const input = size === undefined ? undefined : ([size, size] as const);
      const report = await inspectDataset(path, kind, { images, names, size: input });
      console.log(json ? JSON.stringify(report, null, 2) : describeDatasetReport(report));
    });
  dataset
    .command('download')
    .addArgument(new Argument('<name>', 'which one').choices(['cifar10', 'cifar100']))
    .description('download an official archive; the same command continues one that broke off')
    .option('--to <folder>', 'where to', '.')
    .action(async (name: 'cifar10' | 'cifar100', { to }: { readonly to: string }) => {
      const { downloadArchive, PUBLISHED_ARCHIVES } = await import('../../data/download/download-archive.ts');
      const file = await downloadArchive(PUBLISHED_ARCHIVES[name], to, showProgress());
      if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
      console.log(
        `${file} is there, its checksum is right. In a recipe: "dataset": {"kind": "${name}", "path": "${file}"}`,
      );
    });
}

function readSide(given: string): number {
  const side = Number(given);
  if (Number.isInteger(side) && side >= 1 && side <= LONGEST_SIDE) return side;
  throw new InvalidArgumentError(`give a whole number from 1 to ${LONGEST_SIDE}`);
}

/** Keeps a line on standard error where a person watches. */
function showProgress(): (done: number, total: number | undefined) => void {
  let shown = 0;
  return (done, total) => {
    const now = performance.now();
    if (!process.stderr.isTTY || now - shown < PROGRESS_PERIOD) return;
    shown = now;
    const share = total === undefined ? '' : ` of ${formatBytes(total)}, ${formatShare(done / total, 0)}`;
    process.stderr.write(`\r\u001B[K${formatBytes(done)}${share}`);
  };
}
