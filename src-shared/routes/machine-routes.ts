import { z } from 'zod';
import type { DeviceReport } from '../device-report.ts';

export const machineRoutes = {
  'machine.show': z.strictObject({}),
  /** Tries every device, which takes seconds; from the second time on only where it shall be done `again`. */
  'machine.devices': z.strictObject({ again: z.boolean().default(false) }),
} as const;

export interface MachineRouteOutputs {
  readonly 'machine.show': MachineReport;
  readonly 'machine.devices': readonly DeviceReport[];
}

export interface MachineReport {
  readonly application: string;
  readonly platform: string;
  readonly processor: string;
  readonly threads: number;
  readonly memoryBytes: number;
  readonly freeMemoryBytes: number;
  readonly home: string;
  readonly freeDiskBytes: number;
  readonly node: string;
}
