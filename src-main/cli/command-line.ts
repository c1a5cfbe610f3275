import { Command, CommanderError } from 'commander';
import { EspalierError, exitCodeOf, toEspalierError } from '../../src-shared/errors.ts';
import { applicationVersion } from '../engine/version.ts';
import { addCleanCommand } from './commands/clean.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addDatasetCommand } from './commands/dataset.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDevicesCommand } from './commands/devices.ts';
import { addEvaluateCommand } from './commands/evaluate.ts';
import { addExportCommand } from './commands/export.ts';
import { addInspectCommand } from './commands/inspect.ts';
import { addLatencyCommand } from './commands/latency.ts';
import { addProjectsCommand } from './commands/projects.ts';
import { addRecipesCommand } from './commands/recipes.ts';
import { addReportCommand } from './commands/report.ts';
import { addRunCommand } from './commands/run.ts';
import { addRunsCommand } from './commands/runs.ts';
import { addServeCommand } from './commands/serve.ts';

/**
 * Runs one command line and gives its exit code: 0 done, 1 failed, 2 bad usage or input, 130 interrupted. What goes wrong is one line on
 * standard error, and with --json also a last event on standard output.
 */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  process.stdout.on('error', leaveWhenReaderIsGone);
  try {
    await createProgram(await applicationVersion()).parseAsync(words, { from: 'user' });
    return 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    const error = thrown instanceof CommanderError ? toUsageError(thrown) : toEspalierError(thrown);
    const message = error.message.replaceAll(/\s+/g, ' ').trim();
    if (words.includes('--json')) {
      process.stdout.write(`${JSON.stringify({ event: 'error', code: error.code, message })}\n`);
    }
    process.stderr.write(`espalier: ${message}\n`);
    if (process.env.ESPALIER_DEBUG === '1') console.error(thrown);
    return exitCodeOf(error.code);
  }
}

/** The commands with their options. Each loads what it needs when it runs, so that help and usage errors come at once. */
function createProgram(version: string): Command {
  const program = new Command('espalier')
    .description('Makes convolutional networks smaller without losing their accuracy.')
    .version(version, '-V, --version')
    // Usage errors are thrown, and printed as every other error is.
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  addRunCommand(program);
  addDemoCommand(program);
  addRecipesCommand(program);
  addRunsCommand(program);
  addProjectsCommand(program);
  addCleanCommand(program);
  addCompareCommand(program);
  addReportCommand(program);
  addExportCommand(program);
  addInspectCommand(program);
  addLatencyCommand(program);
  addEvaluateCommand(program);
  addDatasetCommand(program);
  addDevicesCommand(program);
  addServeCommand(program);
  return program;
}

function toUsageError(thrown: CommanderError): EspalierError {
  const message =
    thrown.code === 'commander.help'
      ? 'no command given; `espalier --help` lists them'
      : thrown.message.replace(/^error: /, '');
  return new EspalierError('bad-usage', message, { cause: thrown });
}

/** `espalier runs | head` closes the pipe early; that is no error of ours. */
function leaveWhenReaderIsGone(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
}
