import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forkEngine } from '../../../../src-main/host/engine/fork-engine.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

// Would catch "write EPIPE" being told as the reason for which a process ended.
it('says how a process ended that was sent something meanwhile', async () => {
  const entry = join(temporaryFolder(), 'waiting.cjs');
  writeFileSync(entry, "process.on('message', () => undefined); process.send('ready');");
  const child = forkEngine(entry);
  const reason = await new Promise<string>((resolve) => {
    child.onExit(resolve);
    child.onMessage(() => {
      process.kill(child.pid ?? 0, 'SIGKILL');
      const until = performance.now() + 100;
      while (performance.now() < until);
      for (let count = 0; count < 4; count++) child.send({ long: 'x'.repeat(2 ** 20) });
    });
  });
  expect(reason).toBe('signal SIGKILL');
});
