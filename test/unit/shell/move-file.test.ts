import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { moveFile } from '../../../src-main/shell/move-file.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const MEMORY_DISK = '/dev/shm';

function exported(): string {
  const file = join(temporaryFolder(), 'export');
  writeFileSync(file, 'content');
  return file;
}

it('moves a file over another', async () => {
  const from = exported();
  const to = join(temporaryFolder(), 'report.html');
  writeFileSync(to, 'old');
  await moveFile(from, to);
  expect([readFileSync(to, 'utf8'), existsSync(from)]).toEqual(['content', false]);
});

const otherDisk = existsSync(MEMORY_DISK) && statSync(MEMORY_DISK).dev !== statSync('/tmp').dev;

it.skipIf(!otherDisk)('moves it to another disk, with nothing half-written beside it', async () => {
  const from = exported();
  const folder = mkdtempSync(join(MEMORY_DISK, 'espalier-test-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  await moveFile(from, join(folder, 'report.html'));
  expect(readdirSync(folder)).toEqual(['report.html']);
  expect(existsSync(from)).toBe(false);
});

it('leaves the file where it is when it can’t be moved', async () => {
  const from = exported();
  await expect(moveFile(from, join(from, 'inside', 'a file'))).rejects.toThrow();
  expect(readFileSync(from, 'utf8')).toBe('content');
});
