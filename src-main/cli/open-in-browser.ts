import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/**
 * Shows an address in the user's browser, by way of a file that only they can read: the words of a command line, which every user of the
 * machine sees, must not hold the token. Gives the way to remove that file.
 */
export function openInBrowser(url: string): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-open-'));
  const file = join(folder, 'espalier.html');
  const page = `<!doctype html><meta http-equiv="refresh" content="0; url=${url}"><title>Espalier</title>`;
  writeFileSync(file, page, { mode: 0o600 });
  const [program, ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  const opener = spawn(program, [...words, file], { stdio: 'ignore' });
  opener.on('error', ({ message }) => process.stderr.write(`espalier: can't open a browser (${message})\n`));
  return () => rmSync(folder, { recursive: true, force: true });
}
