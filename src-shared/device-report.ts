import type { Device } from './recipe.ts';

/** Whether a device can be computed on here. */
export interface DeviceReport {
  readonly device: Exclude<Device, 'auto'>;
  readonly available: boolean;
  /** The engine where it works, the reason where it does not. */
  readonly detail: string;
}
