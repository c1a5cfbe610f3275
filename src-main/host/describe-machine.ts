import { existsSync, statfsSync } from 'node:fs';
import { cpus, freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { MachineReport } from '../../src-shared/routes/machine-routes.ts';
import { applicationVersion } from '../engine/version.ts';

/** This machine, and what is free on it now. */
export async function describeMachine(home: string): Promise<MachineReport> {
  const processors = cpus();
  return {
    application: `Espalier ${await applicationVersion()}`,
    platform: `${process.platform} ${process.arch}`,
    processor: processors[0]?.model.trim() ?? 'unknown',
    threads: processors.length,
    memoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
    home,
    freeDiskBytes: freeDiskBytes(home),
    node: process.version,
  };
}

/** Of the disk that a folder lies on, or will lie on once it is made. */
export function freeDiskBytes(folder: string): number {
  if (!existsSync(folder) && dirname(folder) !== folder) return freeDiskBytes(dirname(folder));
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
