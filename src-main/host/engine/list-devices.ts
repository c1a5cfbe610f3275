import { DEVICES } from '../../../src-shared/choices.ts';
import type { DeviceReport } from '../../../src-shared/device-report.ts';
import { saveDeviceSpeeds } from '../../backend/device-speeds.ts';
import { probeAnswerSchema } from '../../engine/probe-message.ts';
import type { EngineLauncher } from './engine-process.ts';
import { siblingEntry } from './sibling-entry.ts';

const PATIENCE_MILLISECONDS = 30_000;

/**
 * Tries every device with a small product, each in a process of its own, since a broken driver may end the process. Where several work, they
 * are timed one after another; the fastest is what `auto` means from then on.
 */
export async function listDevices(launch: EngineLauncher): Promise<DeviceReport[]> {
  const tried = await Promise.all(DEVICES.map((device) => probeInProcess(launch, device, false)));
  const isChoice = tried.filter(({ available }) => available).length > 1;
  const reports: DeviceReport[] = [];
  for (const report of tried) {
    const timed = isChoice && report.available ? await probeInProcess(launch, report.device, true) : report;
    reports.push({ ...report, stepMilliseconds: timed.stepMilliseconds });
  }
  saveDeviceSpeeds(reports);
  return reports;
}

/** Lists the devices as they were found when that was last asked `anew`, or for the first time. */
export function createDeviceList(launch: EngineLauncher): (anew: boolean) => Promise<readonly DeviceReport[]> {
  let known: Promise<readonly DeviceReport[]> | undefined;
  return (anew) => (known = anew || known === undefined ? listDevices(launch) : known);
}

function probeInProcess(launch: EngineLauncher, device: DeviceReport['device'], timed: boolean): Promise<DeviceReport> {
  return new Promise((resolve) => {
    const child = launch(siblingEntry('probe-device'));
    const settle = (available: boolean, detail: string, stepMilliseconds: number | null = null): void => {
      clearTimeout(patience);
      child.kill();
      resolve({ device, available, detail, stepMilliseconds });
    };
    const patience = setTimeout(() => settle(false, 'the driver did not answer'), PATIENCE_MILLISECONDS);
    child.onMessage((message) => {
      const answer = probeAnswerSchema.safeParse(message).data;
      if (answer !== undefined) settle(answer.available, answer.detail, answer.stepMilliseconds);
    });
    child.onExit((reason) => settle(false, `the driver ended the process (${reason})`));
    child.send({ device, timed });
  });
}
