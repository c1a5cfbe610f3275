import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { ExportTicket, Verification } from '../../../src-shared/routes/export-routes.ts';
import type { HostOnlyRouteOutputs } from '../../../src-shared/routes/host-only-routes.ts';

const DAY_MILLISECONDS = 24 * 3600 * 1000;

/** Files in a home that wait to be brought to where the user wants them, each in a folder of its own. */
export interface ExportFolder {
  /** Has a file of that name written, and gives the ticket by which it is found. What fails leaves nothing behind. */
  make(fileName: string, write: (path: string) => Promise<Verification | null>): Promise<ExportTicket>;
  /** @throws EspalierError `not-found` where it has been taken away. */
  locate(token: string): Promise<HostOnlyRouteOutputs['exports.locate']>;
  /** Removes what was left for over a day, and folders whose file was moved away. */
  sweep(): Promise<void>;
}

export function createExportFolder(home: string): ExportFolder {
  const root = join(home, 'exports');
  return {
    async make(fileName, write) {
      const token = randomBytes(16).toString('hex');
      const folder = join(root, token);
      const path = join(folder, fileName);
      await mkdir(folder, { recursive: true });
      try {
        const verification = await write(path);
        const { size: bytes } = await stat(path);
        return { token, fileName, bytes, sha256: await hashFile(path), verification };
      } catch (error) {
        await rm(folder, { recursive: true, force: true });
        throw error;
      }
    },
    async locate(token) {
      const [fileName] = await readdir(join(root, token)).catch((): string[] => []);
      const path = join(root, token, fileName ?? '');
      const found = fileName === undefined ? undefined : await stat(path).catch(() => undefined);
      if (fileName === undefined || found === undefined) {
        throw new EspalierError('not-found', 'the exported file is no longer kept; export it once more');
      }
      return { path, fileName, bytes: found.size };
    },
    async sweep() {
      for (const token of await readdir(root).catch((): string[] => [])) {
        const folder = join(root, token);
        const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
        if (Date.now() - mtimeMs > DAY_MILLISECONDS) await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
