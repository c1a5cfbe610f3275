import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { createExportFolder } from '../../../../src-main/host/exports/export-folder.ts';
import { token as tokenSchema } from '../../../../src-shared/routes/input.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

async function writeText(path: string): Promise<null> {
  await writeFile(path, 'some text');
  return null;
}

it('gives a ticket by which the file is found, with its size and hash', async () => {
  const home = temporaryFolder();
  const exports = createExportFolder(home);
  const ticket = await exports.make('run.onnx', writeText);
  const sha256 = createHash('sha256').update('some text').digest('hex');
  expect(ticket).toEqual({ token: ticket.token, fileName: 'run.onnx', bytes: 9, sha256, verification: null });
  expect(tokenSchema.parse(ticket.token)).toBe(ticket.token);
  const located = await exports.locate(ticket.token);
  expect(located).toEqual({ path: join(home, 'exports', ticket.token, 'run.onnx'), fileName: 'run.onnx', bytes: 9 });
});

it('leaves nothing behind of an export that fails', async () => {
  const home = temporaryFolder();
  const exports = createExportFolder(home);
  const failing = exports.make('run.onnx', async (path) => {
    await writeText(path);
    throw new Error('it differs');
  });
  await expect(failing).rejects.toThrow('it differs');
  expect(readdirSync(join(home, 'exports'))).toEqual([]);
});

it('says what to do about a file that was moved away, and of a token that was never given', async () => {
  const exports = createExportFolder(temporaryFolder());
  const { token } = await exports.make('run.onnx', writeText);
  rmSync((await exports.locate(token)).path);
  for (const gone of [token, 'f'.repeat(32)]) {
    await expect(exports.locate(gone)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('export it once more'),
    });
  }
});

it('sweeps up what was left for over a day, and nothing younger', async () => {
  const exports = createExportFolder(temporaryFolder());
  const old = dirname((await exports.locate((await exports.make('old', writeText)).token)).path);
  const young = dirname((await exports.locate((await exports.make('young', writeText)).token)).path);
  const dayBeforeYesterday = new Date(Date.now() - 2 * 24 * 3600 * 1000);
  utimesSync(old, dayBeforeYesterday, dayBeforeYesterday);
  await exports.sweep();
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});

it('makes no folder in a home that is not there (would catch a start that writes)', async () => {
  const home = join(temporaryFolder(), 'home');
  await createExportFolder(home).sweep();
  expect(existsSync(home)).toBe(false);
});
