import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const PYTHON = '/usr/bin/python3';

export interface PythonMeasurement {
  /** Without it nothing is measured. */
  readonly module: string;
  /** A script beside this file; it reads JSON and writes `{ name, value }`. */
  readonly script: string;
  /** Writes what it reads into a folder, and says as JSON what lies where. */
  readonly prepare: (folder: string) => Promise<object>;
}

const answerSchema = z.object({ name: z.string(), value: z.number() });

/** What a script in Python measures; undefined where the module it needs is not installed. */
export async function measureInPython({
  module,
  script,
  prepare,
}: PythonMeasurement): Promise<z.infer<typeof answerSchema> | undefined> {
  if (spawnSync(PYTHON, ['-c', `import ${module}`]).status !== 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'espalier-bench-'));
  try {
    const input = JSON.stringify(await prepare(folder));
    const path = fileURLToPath(new URL(script, import.meta.url));
    const answer = spawnSync(PYTHON, [path], { input, encoding: 'utf8' });
    if (answer.status !== 0) throw new Error(`${script} failed: ${answer.stderr}`);
    return answerSchema.parse(JSON.parse(answer.stdout));
  } finally {
    await rm(folder, { recursive: true });
  }
}
