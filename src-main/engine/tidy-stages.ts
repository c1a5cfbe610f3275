import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKPOINTS } from './stage-store.ts';
import { removeAbandoned, removeFolder } from './durable-folder.ts';

/** Removes what killed processes have left among the stages: half-written folders, and checkpoints of stages that are finished. */
export async function tidyStages(home: string): Promise<void> {
  const root = join(home, 'stages');
  const names = new Set(await readdir(root).catch(() => []));
  for (const name of names) {
    if (!name.endsWith(CHECKPOINTS)) continue;
    if (names.has(name.slice(0, -CHECKPOINTS.length))) await removeFolder(join(root, name));
    else await removeAbandoned(join(root, name));
  }
  if (names.size > 0) await removeAbandoned(root);
}
