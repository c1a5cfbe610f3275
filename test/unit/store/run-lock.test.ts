import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isRunLocked, lockRun } from '../../../src-main/store/run-lock.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const module = new URL('../../../src-main/store/run-lock.ts', import.meta.url).href;
const holder = `const { lockRun } = await import(${JSON.stringify(module)});
process.stdout.write(lockRun(process.argv[1]) === undefined ? 'refused' : 'held');
setInterval(() => undefined, 1000);`;

it('a run is held by one process, until that is killed: catches a lock that outlives its holder', async () => {
  const folder = join(temporaryFolder(), 'runs', 'a');
  expect(isRunLocked(folder)).toBe(false);
  const other = spawn(process.execPath, ['--input-type=module', '-e', holder, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void other.kill('SIGKILL'));
  const [said] = await once(other.stdout, 'data');
  expect(String(said)).toBe('held');
  expect(isRunLocked(folder)).toBe(true);
  expect(lockRun(folder)).toBeUndefined();

  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(isRunLocked(folder)).toBe(false);
  const lock = lockRun(folder);
  expect(isRunLocked(folder)).toBe(true);
  lock?.release();
  expect(isRunLocked(folder)).toBe(false);
});
