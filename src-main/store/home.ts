import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import envPaths from 'env-paths';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';

/**
 * The folder that holds everything Espalier keeps: the one given, else `ESPALIER_HOME`, else the platform's data folder. Absolute.
 * @throws EspalierError `bad-home` where the given one is empty.
 */
export function resolveHome(given?: string): string {
  if (given?.trim() === '') throw new EspalierError('bad-home', 'the home folder must not be empty');
  const fromEnvironment = process.env.ESPALIER_HOME;
  if (given === undefined && fromEnvironment !== undefined && fromEnvironment !== '') return resolve(fromEnvironment);
  return resolve(given ?? envPaths('espalier', { suffix: '' }).data);
}

/**
 * Makes the home folder where it is missing and checks that files can be written in it. Leaves nothing behind where they can't.
 * @throws EspalierError `bad-home`.
 */
export function prepareHome(home: string): void {
  try {
    makeFolder(home);
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new EspalierError(
      'bad-home',
      `${describeProblem(home, cause)}; choose another with --home or ESPALIER_HOME`,
      {
        cause,
      },
    );
  }
}

/** One folder after the other: Node's own recursive mkdir never returns where a file system refuses with "no such file", as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  }
}

function describeProblem(home: string, cause: unknown): string {
  const isFile = statSync(home, { throwIfNoEntry: false })?.isFile() ?? false;
  if (isFile) return `the home "${home}" is a file, not a folder`;
  return `the home folder "${home}" can't be written (${toEspalierError(cause).message})`;
}
