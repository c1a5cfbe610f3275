import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { sampleCheckpoint } from './sample-checkpoint.ts';

/**
 * Saves the checkpoints after the epochs from the second to the third argument into a folder (first argument). At its n-th
 * file system call that changes something (fifth argument) it meets a fault (fourth): it is killed, or the disk is full.
 */
const [, , folder = '', first = '1', last = '1', fault = 'none', call = '0'] = process.argv;
let calls = 0;

function meetFault(): void {
  calls += 1;
  if (calls !== Number(call)) return;
  if (fault === 'kill') process.kill(process.pid, 'SIGKILL');
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
}

for (const name of ['mkdir', 'open', 'rename', 'rm'] as const) {
  const original = fs[name];
  Object.defineProperty(fs, name, {
    value: async (...given: unknown[]): Promise<unknown> => {
      meetFault();
      const result: unknown = await Reflect.apply(original, fs, given);
      return result;
    },
  });
}
syncBuiltinESMExports();

const { saveCheckpoint } = await import('../../../src-main/engine/checkpoint.ts');
for (let epoch = Number(first); epoch <= Number(last); epoch++) await saveCheckpoint(folder, sampleCheckpoint(epoch));
process.stdout.write(String(calls));
