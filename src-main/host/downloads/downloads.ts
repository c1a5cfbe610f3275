import { join } from 'node:path';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { HostEvent } from '../../../src-shared/host-event.ts';
import { downloadArchive, PUBLISHED_ARCHIVES, type PublishedArchive } from '../../data/download/download-archive.ts';

/** Fronts hear of progress at most this often. */
const TELL_MILLISECONDS = 250;

type Kind = keyof typeof PUBLISHED_ARCHIVES;

/** Downloads of published data sets into a home, each at most once at a time. */
export interface Downloads {
  /** Gives the archive's path once it is there; whoever asks meanwhile waits for the same. @throws EspalierError `download-failed`, or `interrupted`. */
  start(kind: Kind): Promise<string>;
  /** Stops a download; what is there stays, and the next one goes on from it. */
  stop(kind: Kind): void;
}

export function createDownloads(
  home: string,
  tell: (event: HostEvent) => void,
  archives: Readonly<Record<Kind, PublishedArchive>> = PUBLISHED_ARCHIVES,
): Downloads {
  const running = new Map<Kind, { readonly path: Promise<string>; readonly stopping: AbortController }>();

  async function download(kind: Kind, signal: AbortSignal): Promise<string> {
    let told = -Infinity;
    const onProgress = (received: number, total: number | undefined): void => {
      const now = performance.now();
      if (now - told < TELL_MILLISECONDS && received !== total) return;
      told = now;
      tell({ topic: 'download', kind, received, total: total ?? null });
    };
    try {
      return await downloadArchive(archives[kind], join(home, 'datasets'), onProgress, signal);
    } catch (error) {
      if (signal.aborted)
        throw new EspalierError('interrupted', 'the download was stopped; the next one goes on from there');
      throw error;
    } finally {
      running.delete(kind);
    }
  }

  return {
    start(kind) {
      const known = running.get(kind);
      if (known !== undefined) return known.path;
      const stopping = new AbortController();
      const path = download(kind, stopping.signal);
      running.set(kind, { path, stopping });
      return path;
    },
    stop: (kind) => running.get(kind)?.stopping.abort(),
  };
}
