import { Option, type Command } from 'commander';
import { formatBytes } from '../../../src-shared/format-number.ts';
import type { ExportFormat } from '../../../src-shared/recipe.ts';
import { findResult } from '../find-results.ts';
import { homeOption, withHost, type HomeOption } from '../home-option.ts';
import { writeOutput } from '../write-output.ts';

interface ExportOptions extends HomeOption {
  readonly format: ExportFormat;
  readonly variant?: string;
  readonly output: string;
}

export function addExportCommand(program: Command): void {
  program
    .command('export')
    .argument('<run>', 'id, beginning of an id, or name')
    .description('write a network of a run to a file')
    .addOption(homeOption())
    .addOption(
      new Option('--format <format>').choices(['onnx', 'safetensors', 'tfjs', 'darknet']).makeOptionMandatory(),
    )
    .option('--variant <name>', 'base, pruned, or a compensated one; else the most accurate of the smaller ones')
    .requiredOption(
      '-o, --output <file>',
      'the file to write; the folder, for tfjs; the .weights, with a .cfg beside it, for darknet',
    )
    .action((run: string, options: ExportOptions) =>
      withHost(options, async (host) => {
        const { chooseVariant, readExport } = await import('../../exports/exported-network.ts');
        const { format, output } = options;
        const result = findResult(host, run);
        const variant = chooseVariant(result, options.variant);
        const written = (bytes: number): void => {
          console.log(`${variant.name} of run ${result.runId}: ${output} (${formatBytes(bytes)})`);
        };
        if (format === 'tfjs') {
          const { measureFiles } = await import('../../report/tensorflow-js/model-folder.ts');
          const { exportTensorflowJs } = await import('../../exports/export-tensorflow-js.ts');
          const { files } = await exportTensorflowJs(result, variant, output);
          written(measureFiles(files).bytes);
        } else if (format === 'darknet') {
          const { exportDarknet } = await import('../../exports/export-darknet.ts');
          written(await exportDarknet(result, variant, output));
        } else {
          const bytes = readExport(result, variant, format);
          writeOutput(output, bytes);
          written(bytes.length);
        }
      }),
    );
}
