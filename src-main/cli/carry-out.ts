import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Device, Recipe } from '../../src-shared/recipe.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { comparisonTable } from '../report/comparison-table.ts';
import { formatBytes } from '../../src-shared/format-number.ts';
import { renderHtml } from '../report/html-report.ts';
import { withHost, type HomeOption } from './home-option.ts';
import { parseProjectName } from './project-name.ts';
import { withInterruption } from './interruption.ts';
import { createRunDisplay } from './run-display.ts';
import { writeOutput } from './write-output.ts';

export interface CarryOutOptions extends HomeOption {
  readonly device?: Device;
  readonly json?: boolean;
  readonly again?: boolean;
  readonly project?: string;
  /** To be said before the run begins. */
  readonly notes?: readonly string[];
  /** The data set that an earlier run of the recipe had; that this one has another is said. */
  readonly datasetHash?: string;
}

/** Runs a recipe to its end and shows it; then writes the report beside the exported files and prints the table and where all is. */
export async function carryOut(recipe: Recipe, options: CarryOutOptions): Promise<void> {
  const { json = false, again = false, device, notes = [] } = options;
  const project = options.project === undefined ? {} : { project: parseProjectName(options.project) };
  await withHost(options, async (host) => {
    const display = createRunDisplay(process.stdout, json);
    for (const message of notes) display.show({ event: 'note', level: 'info', message });
    const announce = (): void => {
      display.show({ event: 'note', level: 'info', message: 'stopping after this step; once more stops at once' });
    };
    const work = (signal: AbortSignal): Promise<RunResult> =>
      host.run(recipe, {
        ...(device === undefined ? {} : { device }),
        ...project,
        again,
        signal,
        onEvent: (event) => {
          display.show(event);
        },
      });
    try {
      const result = await withInterruption(work, announce);
      const report = writeReport(host.findRun(result.runId).folder, result);
      if (options.datasetHash !== undefined && options.datasetHash !== result.dataset.hash) {
        display.show({ event: 'note', level: 'warning', message: describeOtherData(options.datasetHash, result) });
      }
      display.end();
      if (!json) process.stdout.write(summarize(result, report));
    } finally {
      display.end();
    }
  });
}

function describeOtherData(expected: string, { dataset }: RunResult): string {
  return `the data set is not the report's: its SHA-256 is ${dataset.hash}, there it was ${expected}; the numbers can't be the same`;
}

function writeReport(folder: string, result: RunResult): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'report.html');
  writeOutput(file, renderHtml([result]));
  return file;
}

function summarize(result: RunResult, report: string): string {
  const files = result.variants.flatMap(({ name, files: exported }) =>
    exported.map(({ format, path, bytes }) => `${name} (${format}, ${formatBytes(bytes)}): ${path}`),
  );
  return ['', comparisonTable([result], 'table'), '', ...files, `report: ${report}`, ''].join('\n');
}
