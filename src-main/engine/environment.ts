import { cpus, totalmem } from 'node:os';
import type { Environment } from '../../src-shared/result.ts';
import type { Backend } from '../backend/backend.ts';
import { applicationVersion } from './version.ts';

/** The machine and software a run was made with, for its report. */
export async function describeEnvironment(backend: Backend): Promise<Environment> {
  const processors = cpus();
  return {
    application: `Espalier ${await applicationVersion()}`,
    platform: `${process.platform} ${process.arch}`,
    processor: processors[0]?.model.trim() ?? 'unknown',
    threads: processors.length,
    memoryBytes: totalmem(),
    device: backend.device,
    engine: backend.engine,
    node: process.version,
  };
}
