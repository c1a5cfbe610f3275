import type { Device } from './recipe.ts';

/** Whether a device can be computed on here, and how fast. */
export interface DeviceReport {
  readonly device: Exclude<Device, 'auto'>;
  readonly available: boolean;
  /** The engine where it works, the reason where it does not. */
  readonly detail: string;
  /** Of a training step of a small VGG16; null where it was not measured: there is no other device, or it takes too long. */
  readonly stepMilliseconds: number | null;
}

/** The device that takes the shortest step; undefined where none was measured. */
export function fastestDevice(reports: readonly DeviceReport[]): DeviceReport['device'] | undefined {
  return reports
    .flatMap(({ device, stepMilliseconds }) => (stepMilliseconds === null ? [] : [{ device, stepMilliseconds }]))
    .sort((one, other) => one.stepMilliseconds - other.stepMilliseconds)[0]?.device;
}
