import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { EspalierError, type ErrorCode } from '../../src-shared/errors.ts';
import type { CompensatedLayer, LayerToCompensate } from './compensate-layer.ts';
import { compensateInTurn, type LayerCompensator } from './layer-compensator.ts';
import type { MatrixProducts } from './matrix.ts';

export type LayerReply =
  | { readonly compensated: CompensatedLayer }
  | { readonly error: { readonly code: ErrorCode; readonly message: string } };

/** Of fewer filters a layer is compensated before a thread has started. */
const SMALL = 128;
/** Each holds a layer's matrices, which are tens of megabytes. */
const MOST_THREADS = 4;

/** Threads on which large layers are compensated side by side; small ones are where they are asked for. */
export interface LayerThreads {
  readonly compensate: LayerCompensator;
  /** Ends the threads, with what they are at. */
  close(): Promise<void>;
}

export function createLayerThreads(
  products: MatrixProducts,
  count: number = Math.min(MOST_THREADS, availableParallelism()),
): LayerThreads {
  const compensateHere = compensateInTurn(products);
  const workers: Worker[] = [];
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];

  function start(): Worker {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./layer-thread.${extension}`, import.meta.url));
    workers.push(worker);
    return worker;
  }

  async function takeWorker(): Promise<Worker> {
    const free = idle.pop();
    if (free !== undefined) return free;
    if (workers.length < count) return start();
    return new Promise((resolve) => waiting.push(resolve));
  }

  function giveBack(worker: Worker): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  }

  return {
    async compensate(layer) {
      if (layer.shape[0] < SMALL) return compensateHere(layer);
      const worker = await takeWorker();
      try {
        const reply = await ask(worker, layer);
        if ('compensated' in reply) return reply.compensated;
        throw new EspalierError(reply.error.code, reply.error.message);
      } finally {
        giveBack(worker);
      }
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function ask(worker: Worker, layer: LayerToCompensate): Promise<LayerReply> {
  return new Promise((resolve) => {
    const fail = ({ message }: Error): void => settle({ error: { code: 'internal', message: describe(message) } });
    const end = (): void => settle({ error: { code: 'internal', message: describe('it ended') } });
    worker.on('message', settle).on('error', fail).on('exit', end);
    // A view would be sent with all that lies around it.
    worker.postMessage({ ...layer, weights: layer.weights.slice() });

    function settle(reply: LayerReply): void {
      worker.off('message', settle).off('error', fail).off('exit', end);
      resolve(reply);
    }
    function describe(reason: string): string {
      return `the thread that sketches "${layer.layer}" stopped: ${reason}`;
    }
  });
}
