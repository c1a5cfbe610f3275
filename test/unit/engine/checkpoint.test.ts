import { spawn, spawnSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findCheckpoint, saveCheckpoint } from '../../../src-main/engine/checkpoint.ts';
import { removeAbandoned } from '../../../src-main/engine/durable-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { sampleCheckpoint } from './sample-checkpoint.ts';

const writer = fileURLToPath(new URL('./checkpoint-writer.ts', import.meta.url));
const newestTwo = ['epoch-000002-step-00000000', 'epoch-000003-step-00000000'];

describe('saving a checkpoint', { timeout: 300_000 }, () => {
  it.each(['kill', 'full'])(
    'that meets a fault (%s) at any file system call leaves the one before or the new one, and a second try leaves nothing over',
    async (fault) => {
      const before = temporaryFolder();
      for (const epoch of [1, 2]) await saveCheckpoint(before, sampleCheckpoint(epoch));
      let finished = false;
      for (let call = 1; !finished; call++) {
        const folder = join(temporaryFolder(), 'checkpoints');
        cpSync(before, folder, { recursive: true });
        const { stdout } = spawnSync(process.execPath, [writer, folder, '3', '3', fault, String(call)]);
        finished = stdout.byteLength > 0 && Number(stdout) < call;
        expect([sampleCheckpoint(2), sampleCheckpoint(3)]).toContainEqual(await findCheckpoint(folder));
        if (fault === 'full') expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
        await saveCheckpoint(folder, sampleCheckpoint(3));
        await removeAbandoned(folder);
        expect(await findCheckpoint(folder)).toEqual(sampleCheckpoint(3));
        expect(readdirSync(folder).sort()).toEqual(newestTwo);
        if (finished) expect(call).toBeGreaterThan(10);
      }
    },
  );

  it('goes well in runs that share a stage: catches a slower one that misses what the faster one has removed', async () => {
    const folder = join(temporaryFolder(), 'checkpoints');
    const errors = await Promise.all(
      ['10', '1', '1'].map((first) => {
        const child = spawn(process.execPath, [writer, folder, first, '15'], { stdio: ['ignore', 'ignore', 'pipe'] });
        return text(child.stderr);
      }),
    );
    expect(errors).toEqual(['', '', '']);
    expect(await findCheckpoint(folder)).toEqual(sampleCheckpoint(15));
    expect(readdirSync(folder)).toHaveLength(2);
  });
});
