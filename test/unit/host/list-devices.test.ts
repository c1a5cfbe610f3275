import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forkEngine } from '../../../src-main/host/engine/fork-engine.ts';
import { createDeviceList } from '../../../src-main/host/engine/list-devices.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

it('devices are tried once, each in a process of its own, and anew only when that is asked', async () => {
  let started = 0;
  const list = createDeviceList((entry) => {
    started++;
    return forkEngine(entry);
  });
  const devices = await list(false);
  expect(devices.map(({ device }) => device)).toEqual(['cpu', 'webgpu', 'cuda', 'tensorflow']);
  expect(devices[0]).toMatchObject({ available: true, detail: expect.stringContaining('ONNX Runtime') });
  expect(await list(false)).toBe(devices);
  expect(started).toBe(4);
});

it('a driver that ends its process is one that is not available, with how it ended (would catch a list that never comes)', async () => {
  const broken = join(temporaryFolder(), 'broken.mjs');
  writeFileSync(broken, 'process.abort();');
  let started = 0;
  const list = createDeviceList(() => {
    started++;
    return forkEngine(broken);
  });
  for (const { available, detail } of await list(false)) {
    expect(available).toBe(false);
    expect(detail).toMatch(/the driver ended the process \((signal|exit code)/);
  }
  await list(true);
  expect(started).toBe(8);
});
