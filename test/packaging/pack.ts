import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from 'vitest';
import { electronFolder, root } from '../e2e/electron-app.ts';

const modules = createRequire(import.meta.url);

/** Packs the application for Linux by a configuration, whose path is from the root, on the Electron of the tests. */
export function pack(configuration: string, output: string): void {
  const electron = electronFolder() ?? '';
  const version = readFileSync(join(electron, 'version'), 'utf8').trim();
  run(modules.resolve('electron-builder/cli.js'), [
    ...['--linux', 'dir', '--publish', 'never', '--config', configuration],
    `-c.directories.output=${output}`,
    `-c.electronDist=${electron}`,
    `-c.electronVersion=${version}`,
  ]);
}

/** Writes all that an archive of the packed application holds, and what lies beside it, into a folder. */
export function unpackArchive(archive: string, folder: string): void {
  run(join(root, 'node_modules/@electron/asar/bin/asar.js'), ['extract', archive, folder]);
}

/** Runs a Node program, which has to succeed; gives what it prints. */
export function run(program: string, words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { cwd: root, encoding: 'utf8' });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}
