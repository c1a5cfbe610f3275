import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { DeviceReport } from '../../src-shared/device-report.ts';

const DEVICES: readonly DeviceReport['device'][] = ['cpu', 'webgpu', 'cuda', 'tensorflow'];
const PATIENCE_MILLISECONDS = 30_000;

/** Tries every device with a small product, each in a process of its own, since a broken driver may end the process. */
export async function listDevices(): Promise<DeviceReport[]> {
  return Promise.all(DEVICES.map(probeInProcess));
}

async function probeInProcess(device: DeviceReport['device']): Promise<DeviceReport> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const entry = fileURLToPath(new URL(`./probe-device.${extension}`, import.meta.url));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [entry, device], { timeout: PATIENCE_MILLISECONDS });
    const [verdict = '', ...detail] = stdout.trim().split('\n').at(-1)?.split(' ') ?? [];
    return { device, available: verdict === 'works', detail: detail.join(' ') };
  } catch {
    return { device, available: false, detail: 'the driver ended the process or did not answer' };
  }
}
