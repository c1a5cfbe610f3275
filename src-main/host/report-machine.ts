import { existsSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { dirname } from 'node:path';
import type { MachineReport } from '../../src-shared/routes/machine-routes.ts';
import { describeMachine } from '../engine/describe-machine.ts';

/** This machine, and what is free on it now. */
export async function reportMachine(home: string): Promise<MachineReport> {
  return { ...(await describeMachine()), freeMemoryBytes: freemem(), home, freeDiskBytes: freeDiskBytes(home) };
}

/** Of the disk that a folder lies on, or will lie on once it is made. */
export function freeDiskBytes(folder: string): number {
  if (!existsSync(folder) && dirname(folder) !== folder) return freeDiskBytes(dirname(folder));
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
