import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { Certificate } from '../../../src-shared/result.ts';
import type { RouteError } from '../../../src-shared/routes.ts';
import type { CertifiedLayer } from './certify-layer.ts';

export type ThreadRequest = { readonly id: number; readonly layer: CertifiedLayer } | { readonly stop: number };
export type ThreadReply = { readonly id: number } & (
  { readonly certificates: readonly Certificate[] } | { readonly error: RouteError }
);

/** More than a network has large layers are of no use. */
const MOST_THREADS = 4;

/** Threads on which layers are certified side by side. They start with the first layer and keep no process alive. */
export interface CertificateThreads {
  /**
   * The certificates of a layer's sketches. A layer always goes to the same thread, which remembers what it found out.
   * @throws EspalierError as `compensateLayer`, or `interrupted` soon after the signal aborts.
   */
  certify(layer: CertifiedLayer, signal: AbortSignal): Promise<readonly Certificate[]>;
}

interface Thread {
  readonly certify: CertificateThreads['certify'];
  readonly isDead: () => boolean;
}

/** A thread, which starts with its first layer, and what its layers take. */
interface Slot {
  effort: number;
  thread: Thread | undefined;
}

export function createCertificateThreads(count = Math.min(MOST_THREADS, availableParallelism())): CertificateThreads {
  const slots = Array.from({ length: count }, (): Slot => ({ effort: 0, thread: undefined }));
  const slotOf = new Map<string, Slot>();
  return {
    certify(layer, signal) {
      const slot =
        slotOf.get(layer.layer) ?? slots.reduce((least, other) => (other.effort < least.effort ? other : least));
      // A decomposition grows with the cube of the filters.
      if (!slotOf.has(layer.layer)) slot.effort += layer.shape[0] ** 3;
      slotOf.set(layer.layer, slot);
      if (slot.thread?.isDead() !== false) slot.thread = startThread();
      return slot.thread.certify(layer, signal);
    },
  };
}

function startThread(): Thread {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./certificate-thread.${extension}`, import.meta.url));
  const open = new Map<number, (reply: ThreadReply) => void>();
  let lastId = 0;
  let isDead = false;
  const settle = (reply: ThreadReply): void => {
    open.get(reply.id)?.(reply);
    open.delete(reply.id);
    if (open.size === 0) worker.unref();
  };
  worker.on('message', settle);
  worker.on('error', ({ message }: Error) => {
    isDead = true;
    const error = { code: 'internal', message: `the thread that certifies sketches stopped: ${message}` } as const;
    for (const id of [...open.keys()]) settle({ id, error });
  });
  return {
    isDead: () => isDead,
    certify(layer, signal) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        const stop = (): void => worker.postMessage({ stop: id });
        open.set(id, (reply) => {
          signal.removeEventListener('abort', stop);
          if ('certificates' in reply) resolve(reply.certificates);
          else reject(new EspalierError(reply.error.code, reply.error.message));
        });
        worker.ref();
        worker.postMessage({ id, layer });
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop);
      });
    },
  };
}
