import { Command, CommanderError } from 'commander';
import { exitCodeOf, toEspalierError } from '../../src-shared/errors.ts';
import { applicationVersion } from '../engine/version.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDevicesCommand } from './commands/devices.ts';
import { addExportCommand } from './commands/export.ts';
import { addInspectCommand } from './commands/inspect.ts';
import { addReportCommand } from './commands/report.ts';
import { addRunCommand } from './commands/run.ts';
import { addRunsCommand } from './commands/runs.ts';

const COMMANDS = [
  addRunCommand,
  addCompareCommand,
  addReportCommand,
  addExportCommand,
  addInspectCommand,
  addRunsCommand,
  addDevicesCommand,
  addDemoCommand,
];

/** Runs one command and gives its exit code: 0 done, 1 failed, 2 bad usage or input, 130 interrupted. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const program = new Command('espalier')
    .description('Makes convolutional networks smaller without losing their accuracy, offline.')
    .version(await applicationVersion())
    .showHelpAfterError('(espalier --help lists what there is)')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'espalier: ')) })
    .exitOverride();
  for (const add of COMMANDS) add(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
    const error = toEspalierError(thrown);
    if (words.includes('--json')) {
      console.log(JSON.stringify({ event: 'error', code: error.code, message: error.message }));
    }
    console.error(`espalier: ${error.message}`);
    if (process.env.ESPALIER_DEBUG === '1') console.error(error);
    return exitCodeOf(error.code);
  }
}
