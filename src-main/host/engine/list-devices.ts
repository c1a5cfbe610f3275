import type { DeviceReport } from '../../../src-shared/device-report.ts';
import { probeAnswerSchema } from '../../engine/probe-message.ts';
import type { EngineLauncher } from './engine-process.ts';
import { siblingEntry } from './sibling-entry.ts';

const DEVICES: readonly DeviceReport['device'][] = ['cpu', 'webgpu', 'cuda', 'tensorflow'];
const PATIENCE_MILLISECONDS = 30_000;

/** Tries every device with a small product, each in a process of its own, since a broken driver may end the process. */
export function listDevices(launch: EngineLauncher): Promise<DeviceReport[]> {
  return Promise.all(DEVICES.map((device) => probeInProcess(launch, device)));
}

/** Lists the devices as they were found when that was last asked `anew`, or for the first time. */
export function createDeviceList(launch: EngineLauncher): (anew: boolean) => Promise<readonly DeviceReport[]> {
  let known: Promise<readonly DeviceReport[]> | undefined;
  return (anew) => (known = anew || known === undefined ? listDevices(launch) : known);
}

function probeInProcess(launch: EngineLauncher, device: DeviceReport['device']): Promise<DeviceReport> {
  return new Promise((resolve) => {
    const child = launch(siblingEntry('probe-device'));
    const settle = (available: boolean, detail: string): void => {
      clearTimeout(patience);
      child.kill();
      resolve({ device, available, detail });
    };
    const patience = setTimeout(() => settle(false, 'the driver did not answer'), PATIENCE_MILLISECONDS);
    child.onMessage((message) => {
      const answer = probeAnswerSchema.safeParse(message).data;
      if (answer !== undefined) settle(answer.available, answer.detail);
    });
    child.onExit((reason) => settle(false, `the driver ended the process (${reason})`));
    child.send({ device });
  });
}
