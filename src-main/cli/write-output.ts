import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';

/**
 * Writes a file that is there whole or not at all, in place of an earlier one.
 * @throws EspalierError `bad-usage` where it can't be written.
 */
export function writeOutput(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new EspalierError('bad-usage', `can't write "${file}": ${toEspalierError(cause).message}`, { cause });
  }
}

/** Writes to the file, or to standard output where none is given. */
export function writeOutputOrPrint(file: string | undefined, content: string): void {
  if (file === undefined) process.stdout.write(content.endsWith('\n') ? content : `${content}\n`);
  else writeOutput(file, content);
}
