import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus, hostname } from 'node:os';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import * as ort from 'onnxruntime-node';
import { z } from 'zod';
import { DEVICES } from '../../src-shared/choices.ts';
import type { DeviceReport } from '../../src-shared/device-report.ts';

const reportSchema = z.strictObject({
  device: z.enum(DEVICES),
  available: z.boolean(),
  detail: z.string(),
  stepMilliseconds: z.number().nullable(),
});
const schema = z.strictObject({ machine: z.string(), devices: z.array(reportSchema) });

/** What was found of this machine's devices when they were last tried; undefined where they were not, or by another engine. */
export function readDeviceSpeeds(): readonly DeviceReport[] | undefined {
  try {
    const { machine, devices } = schema.parse(JSON.parse(readFileSync(speedsFile(), 'utf8')));
    return machine === describeThisMachine() ? devices : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps them for the processes of this user; where that is not possible, they are measured again another time. */
export function saveDeviceSpeeds(devices: readonly DeviceReport[]): void {
  const file = speedsFile();
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify({ machine: describeThisMachine(), devices }));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    return;
  }
}

/** Not in the home, which can be on a network share: the file is about this machine. */
function speedsFile(): string {
  const folder = process.env.ESPALIER_CACHE;
  return join(
    folder !== undefined && folder !== '' ? folder : envPaths('espalier', { suffix: '' }).cache,
    'devices.json',
  );
}

function describeThisMachine(): string {
  return [hostname(), cpus()[0]?.model, cpus().length, ort.env.versions.node].join(' | ');
}
