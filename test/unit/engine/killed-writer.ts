import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** Writes a durable folder (first argument) and kills itself in place of the n-th file system call (second argument). */
const [, , folder = '', count = '1'] = process.argv;
let left = Number(count);

function countDown(): void {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

for (const name of ['mkdir', 'open', 'rename', 'rm'] as const) {
  const original = fs[name];
  Object.defineProperty(fs, name, {
    value: (...given: unknown[]): unknown => {
      countDown();
      const result: unknown = Reflect.apply(original, fs, given);
      return result;
    },
  });
}
syncBuiltinESMExports();

const { writeDurableFolder } = await import('../../../src-main/engine/durable-folder.ts');
await writeDurableFolder(folder, { 'network.onnx': Buffer.from('weights'), 'record.json': Buffer.from('{}') });
