import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chooseDevice } from '../../../src-main/backend/choose-device.ts';
import { readDeviceSpeeds, saveDeviceSpeeds } from '../../../src-main/backend/device-speeds.ts';
import type { DeviceReport } from '../../../src-shared/device-report.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const report = (device: DeviceReport['device'], stepMilliseconds: number | null): DeviceReport => ({
  device,
  available: stepMilliseconds !== null,
  detail: '',
  stepMilliseconds,
});

let folder = '';

beforeEach(() => {
  folder = temporaryFolder();
  vi.stubEnv('ESPALIER_CACHE', folder);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

it('auto is the device that was measured to be the fastest (would catch one that is first in the list, or not there)', () => {
  const speeds = [report('cpu', 40), report('webgpu', 9.5), report('cuda', null), report('tensorflow', 100)];
  saveDeviceSpeeds(speeds);
  expect(readDeviceSpeeds()).toEqual(speeds);
  expect(chooseDevice('auto')).toBe('webgpu');
  saveDeviceSpeeds([report('cpu', 8), report('webgpu', 9.5)]);
  expect(chooseDevice('auto')).toBe('cpu');
  expect(chooseDevice('tensorflow')).toBe('tensorflow');
});

it('auto is the CPU where nothing was measured or the file is of another machine or broken: catches a start that fails for it', () => {
  expect(chooseDevice('auto')).toBe('cpu');
  for (const text of ['{', JSON.stringify({ machine: 'another', devices: [report('webgpu', 1)] })]) {
    writeFileSync(join(folder, 'devices.json'), text);
    expect(readDeviceSpeeds()).toBeUndefined();
    expect(chooseDevice('auto')).toBe('cpu');
  }
});
