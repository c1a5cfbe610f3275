import type { Command } from 'commander';
import type { NetworkInspection } from '../../../src-shared/network-inspection.ts';
import { formatCount } from '../../../src-shared/format-number.ts';
import { renderTextTable } from '../../report/text-table.ts';
import { parseCount } from '../parse-count.ts';

interface InspectOptions {
  readonly json?: boolean;
  readonly classes?: number;
  readonly imageSize?: number;
}

export function addInspectCommand(program: Command): void {
  program
    .command('inspect')
    .argument(
      '<network>',
      'vgg16, yolov3, centernet, a darknet .cfg, an ONNX file, or a file of weights (.safetensors, .pth, .pt)',
    )
    .description('layers, coupled groups, parameters and MACs of a network; what a file of weights holds')
    .option('--classes <number>', 'of a built-in network, else 10 of vgg16 and 80 of the detectors', parseCount)
    .option('--image-size <pixels>', 'the side of square images, for a built-in network or a .cfg', parseCount)
    .option('--json', 'print JSON')
    .action(async (network: string, { json = false, ...size }: InspectOptions) => {
      if (/\.(safetensors|pth|pt)$/i.test(network)) {
        const { describeWeights, inspectWeights } = await import('../inspect-weights.ts');
        const weights = await inspectWeights(network);
        console.log(json ? JSON.stringify(weights, null, 2) : describeWeights(weights));
        return;
      }
      const { inspectNetwork } = await import('../inspect-network.ts');
      const inspection = await inspectNetwork(network, size);
      console.log(json ? JSON.stringify(inspection, null, 2) : describeInspection(inspection));
    });
}

/** A network's layers and its groups of channels as two tables. */
export function describeInspection({ name, parameters, macs, layers, groups }: NetworkInspection): string {
  return [
    `${name}: ${formatCount(parameters)} parameters, ${formatCount(macs)} MACs`,
    '',
    renderTextTable(
      ['layer', 'operator', 'group', 'output', 'channels', 'parameters', 'MACs'],
      layers.map((layer) => [
        layer.name,
        layer.operator,
        layer.group ?? '',
        layer.outputShape.join('×'),
        String(layer.channels),
        formatCount(layer.parameters),
        formatCount(layer.macs),
      ]),
      3,
    ),
    '',
    renderTextTable(
      ['group', 'layers', 'prunable', 'channels'],
      groups.map((group) => [
        group.name,
        group.layers.join(', '),
        group.prunable ? 'yes' : `no: ${group.reason ?? ''}`,
        String(group.channels),
      ]),
      3,
    ),
  ].join('\n');
}
