import { join } from 'node:path';
import { EspalierError } from '../../src-shared/errors.ts';
import { measureFiles } from '../store/disk-use.ts';
import type { Store } from '../store/store.ts';

/** What no run needs any more. */
export interface Unused {
  /** Relative to the home. */
  readonly folders: readonly string[];
  readonly bytes: number;
}

/**
 * Finds what no run needs any more, and with `remove` takes it away.
 * @throws EspalierError `busy` while a run is being carried out: it may be about to take over an outcome.
 */
export function cleanHome(store: Store, { remove }: { readonly remove: boolean }): Unused {
  const running = store.listRuns().find(({ state }) => state === 'running');
  if (remove && running !== undefined) {
    throw new EspalierError('busy', `run ${running.id} is being carried out; clean when it is done, or stop it first`);
  }
  const folders = store.listUnusedFolders();
  const bytes = measureFiles(folders.map((folder) => join(store.home, folder)));
  if (remove) store.removeUnusedFolders(folders);
  return { folders, bytes };
}
