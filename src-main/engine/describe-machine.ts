import { cpus, totalmem } from 'node:os';
import type { Environment } from '../../src-shared/result.ts';
import { applicationVersion } from './version.ts';

/** What the application runs on. */
export type Machine = Omit<Environment, 'device' | 'engine'>;

export async function describeMachine(): Promise<Machine> {
  const processors = cpus();
  return {
    application: `Espalier ${await applicationVersion()}`,
    platform: `${process.platform} ${process.arch}`,
    processor: processors[0]?.model.trim() ?? 'unknown',
    threads: processors.length,
    memoryBytes: totalmem(),
    node: process.version,
  };
}
