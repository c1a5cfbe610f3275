import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const packageSchema = z.object({ name: z.string(), version: z.string() });

/** The application's version, from the nearest package.json above this file (source tree, build or package). */
export async function applicationVersion(): Promise<string> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    try {
      const parsed = packageSchema.safeParse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
      if (parsed.success && parsed.data.name === 'espalier') return parsed.data.version;
    } catch {
      // Not in this folder: look in the one above.
    }
    if (dirname(folder) === folder) return 'unknown';
  }
}
