import { InvalidArgumentError, Option, type Command } from 'commander';
import type { DatasetKind } from '../../../src-shared/dataset-report.ts';
import { protocolNameSchema, type ProtocolName } from '../../../src-shared/detection-scores.ts';
import { DEVICE_CHOICES } from '../../../src-shared/choices.ts';
import type { Device } from '../../../src-shared/recipe.ts';
import { formatInteger, formatNumber, formatShare } from '../../../src-shared/format-number.ts';
import { partsTable, protocolTable } from '../../report/detection-tables.ts';
import type { ReportTable } from '../../report/document.ts';
import { renderTextTable } from '../../report/text-table.ts';
import type { NetworkEvaluation } from '../evaluate-network.ts';

const KINDS = ['cifar10', 'cifar100', 'image-folder', 'visdrone', 'coco', 'yolo'] satisfies DatasetKind[];

interface EvaluateOptions {
  readonly weights?: string;
  readonly dataset: string;
  readonly kind?: DatasetKind;
  readonly split: 'train' | 'val' | 'test-dev';
  readonly ignore: readonly string[];
  readonly protocol: ProtocolName;
  readonly confidence?: number;
  readonly nms?: number;
  readonly device: Device;
  readonly json?: boolean;
}

export function addEvaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .argument('<network>', 'a darknet .cfg or an ONNX file')
    .description(
      'measure a network on a data set: the mAP of a detector by three protocols, the accuracy of a classifier',
    )
    .requiredOption('--dataset <path>', 'a folder, an archive, or a file of COCO annotations')
    .option('--weights <file>', 'the .weights of a .cfg')
    .addOption(new Option('--kind <kind>', 'what the data set is (else guessed)').choices(KINDS))
    .addOption(
      new Option('--split <split>', 'which part of VisDrone').choices(['train', 'val', 'test-dev']).default('val'),
    )
    .addOption(
      new Option('--protocol <protocol>', 'how detections are counted first')
        .choices(protocolNameSchema.options)
        .default('paper'),
    )
    .option('--ignore <category...>', "of COCO annotations: categories that don't count", [])
    .option('--confidence <share>', 'leave out detections of a lower score', parseShare)
    .option('--nms <share>', 'the overlap above which the weaker of two detections goes', parseShare)
    .addOption(new Option('--device <device>', 'where to compute').choices(DEVICE_CHOICES).default('auto'))
    .option('--json', 'print JSON')
    .action(async (file: string, options: EvaluateOptions) => {
      const { dataset, kind, weights, split, ignore, protocol, confidence, nms, device, json = false } = options;
      const { evaluateNetworkFile } = await import('../evaluate-network.ts');
      const evaluate = { protocol, confidence, nms };
      const evaluation = await evaluateNetworkFile({ file, weights, dataset, kind, split, ignore, device, evaluate });
      console.log(json ? JSON.stringify(evaluation, null, 2) : describeEvaluation(evaluation));
    });
}

function describeEvaluation(evaluation: NetworkEvaluation): string {
  const { network, dataset, images, device, notes, accuracy, loss, detection, classes } = evaluation;
  const head = `${network} on ${formatInteger(images)} images of ${dataset}, on ${device}`;
  if (detection === null) {
    return [head, ...notes, `accuracy ${formatShare(accuracy)}, loss ${formatNumber(loss)}`].join('\n');
  }
  const detectors = [{ name: 'mAP', scores: detection }];
  const parts = partsTable([{ name: 'AP', scores: detection }], classes);
  const present = parts.rows.filter(([, objects]) => objects !== '0');
  return [
    head,
    ...notes,
    '',
    render(protocolTable(detectors)),
    '',
    `By class and size, under the first of these:`,
    render({ ...parts, rows: present }),
  ].join('\n');
}

function render({ head, rows, leftColumns }: ReportTable): string {
  return renderTextTable(head, rows, leftColumns);
}

function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1)) throw new InvalidArgumentError('give a number from 0 to 1');
  return share;
}
