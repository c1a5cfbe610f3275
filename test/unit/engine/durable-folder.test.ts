import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDurableFolder, sha256, writeDurableFolder } from '../../../src-main/engine/durable-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const files = { 'network.onnx': Buffer.from('weights'), 'record.json': Buffer.from('{}') };

describe('a durable folder', () => {
  it('is read back as written, and leaves nothing beside it', async () => {
    const parent = temporaryFolder();
    await writeDurableFolder(join(parent, 'stage'), files);
    expect(await readDurableFolder(join(parent, 'stage'))).toEqual(files);
    expect(readdirSync(parent)).toEqual(['stage']);
  });

  it('is undefined where there is none, or no manifest', async () => {
    const folder = join(temporaryFolder(), 'stage');
    expect(await readDurableFolder(folder)).toBeUndefined();
    mkdirSync(folder);
    writeFileSync(join(folder, 'network.onnx'), 'weights');
    expect(await readDurableFolder(folder)).toBeUndefined();
  });

  it.each<[string, (folder: string) => void]>([
    ['a byte changed', (folder) => writeFileSync(join(folder, 'network.onnx'), 'weighty')],
    ['a file cut short', (folder) => truncateSync(join(folder, 'network.onnx'), 3)],
    ['a manifest cut short', (folder) => truncateSync(join(folder, 'manifest.json'), 20)],
    ['an empty file', (folder) => truncateSync(join(folder, 'record.json'), 0)],
  ])('is refused with %s, and replaced when written again', async (_, damage) => {
    const folder = join(temporaryFolder(), 'stage');
    await writeDurableFolder(folder, files);
    damage(folder);
    expect(await readDurableFolder(folder)).toBeUndefined();
    await writeDurableFolder(folder, files);
    expect(await readDurableFolder(folder)).toEqual(files);
  });

  it('that is there already is left as it is: catches an intact result taken away by a second writer', async () => {
    const folder = join(temporaryFolder(), 'stage');
    await writeDurableFolder(folder, files);
    await writeDurableFolder(folder, { 'network.onnx': Buffer.from('others') });
    expect(await readDurableFolder(folder)).toEqual(files);
    expect(readdirSync(join(folder, '..'))).toEqual(['stage']);
  });

  it('sweeps up what a dead process or a long time left behind, but not what another is writing', async () => {
    const parent = temporaryFolder();
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const writing = `.a.${hostname()}.${process.ppid}.partial`;
    const elsewhere = '.b.another-machine.2.partial';
    for (const name of [writing, elsewhere, '.c.another-machine.3.partial', `.d.${hostname()}.${dead}.partial`]) {
      mkdirSync(join(parent, name));
    }
    utimesSync(join(parent, '.c.another-machine.3.partial'), 0, 0);
    await writeDurableFolder(join(parent, 'stage'), files);
    expect(readdirSync(parent).sort()).toEqual([writing, elsewhere, 'stage'].sort());
  });

  it('is whole or not at all when the process is killed at any of its file system calls', () => {
    const script = new URL('./killed-writer.ts', import.meta.url).pathname;
    let finished = false;
    for (let calls = 1; !finished; calls++) {
      const folder = join(temporaryFolder(), 'stage');
      const { signal, stderr } = spawnSync(process.execPath, [script, folder, String(calls)], { encoding: 'utf8' });
      finished = signal === null;
      expect(stderr).toBe('');
      if (existsSync(folder)) {
        expect(readdirSync(folder).sort()).toEqual(['manifest.json', 'network.onnx', 'record.json']);
        expect(readFileSync(join(folder, 'network.onnx'), 'utf8')).toBe('weights');
      }
      if (finished) {
        expect(calls).toBeGreaterThan(8);
        expect(existsSync(folder)).toBe(true);
      }
    }
  }, 120_000);
});

describe('sha256', () => {
  it('is the published digest of "abc" (FIPS 180-4)', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
