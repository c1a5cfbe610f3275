import type { MessagePort } from 'node:worker_threads';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { EspalierError } from '../../src-shared/errors.ts';
import { createImageFormat } from './augmentation.ts';
import type { Batch, BatchLoader, BatchOptions, BatchSource } from './batch.ts';
import type { BatchRequest, BatchSlot } from './batch-ring.ts';
import { createControl, createSlots, FAILED, FILLED, SLOTS, STOPPED, TAKEN } from './batch-ring.ts';
import type { Dataset } from './dataset.ts';
import { countBatches } from './epoch-order.ts';

/** Seconds without a batch after which the worker counts as dead; a batch takes milliseconds. */
const PATIENCE_SECONDS = 60;

/** The ring for one batch size, and the plain memory a batch is handed out in: native code can't be given shared memory. */
interface Ring {
  readonly slots: readonly BatchSlot[];
  readonly images: Float32Array;
  readonly labels: BigInt64Array;
}

/**
 * Starts the thread that prepares a data set's batches. It lives until `close` and serves one pass at a time; the
 * batches are the same however the two threads are timed.
 */
export function createBatchLoader(dataset: Dataset): BatchLoader {
  const worker = new Worker(siblingModule('batch-worker'));
  worker.unref();
  let crash: Error | undefined;
  worker.on('error', (error: Error) => {
    crash = error;
  });
  const format = createImageFormat(dataset);
  const imageValues = dataset.channels * dataset.height * dataset.width;
  const rings = new Map<number, Ring>();
  let current: BatchSource | undefined;

  function ringFor(batchSize: number): Ring {
    const ring = rings.get(batchSize) ?? {
      slots: createSlots(batchSize, imageValues),
      images: new Float32Array(batchSize * imageValues),
      labels: new BigInt64Array(batchSize),
    };
    rings.set(batchSize, ring);
    return ring;
  }

  return {
    open(splitName, options) {
      if (!Number.isInteger(options.batchSize) || options.batchSize < 1) {
        throw new EspalierError(
          'bad-usage',
          `the batch size must be a whole number from 1 on, not ${options.batchSize}`,
        );
      }
      if (crash !== undefined) throw workerCrashed(crash);
      void current?.close();
      const split = dataset[splitName];
      const ring = ringFor(options.batchSize);
      const control = createControl();
      const { port1, port2 } = new MessageChannel();
      const request: BatchRequest = { split, format, options, slots: ring.slots, control, failures: port2 };
      worker.postMessage(request, [port2]);
      current = createSource(ring, control, port1, split.count, options);
      return current;
    },
    async close() {
      await current?.close();
      await worker.terminate();
    },
  };
}

function createSource(
  ring: Ring,
  control: Int32Array,
  failures: MessagePort,
  count: number,
  options: BatchOptions,
): BatchSource {
  const first = options.firstBatch ?? 0;
  const batches = countBatches(count, options) - first;
  const imageValues = ring.images.length / options.batchSize;
  let taken = 0;
  let closed = false;
  let waitedMilliseconds = 0;

  function take(): Batch {
    const slot = ring.slots[taken % SLOTS];
    const size = Math.min(options.batchSize, count - (first + taken) * options.batchSize);
    if (slot !== undefined) {
      ring.images.set(slot.images);
      ring.labels.set(slot.labels);
    }
    taken += 1;
    Atomics.store(control, TAKEN, taken);
    Atomics.notify(control, TAKEN);
    return { size, images: ring.images.subarray(0, size * imageValues), labels: ring.labels.subarray(0, size) };
  }

  return {
    next() {
      if (closed) throw new EspalierError('internal', 'these batches have been closed');
      if (taken >= batches) return undefined;
      if (Atomics.load(control, FILLED) === taken) {
        const start = performance.now();
        waitForBatch(control, taken);
        waitedMilliseconds += performance.now() - start;
      }
      if (Atomics.load(control, FILLED) === FAILED) {
        closed = true;
        throw workerFailed(failures);
      }
      return take();
    },
    get waitedMilliseconds() {
      return waitedMilliseconds;
    },
    close() {
      closed = true;
      Atomics.store(control, TAKEN, STOPPED);
      Atomics.notify(control, TAKEN);
      failures.close();
      return Promise.resolve();
    },
  };
}

/** Sleeps until the worker has filled more than `taken` batches. Second by second, so that time the process spent stopped counts once. */
function waitForBatch(control: Int32Array, taken: number): void {
  for (let second = 0; second < PATIENCE_SECONDS; second++) {
    if (Atomics.wait(control, FILLED, taken, 1000) !== 'timed-out') return;
  }
  throw new EspalierError(
    'engine-crashed',
    `no batch was prepared in ${PATIENCE_SECONDS} seconds; run the recipe again`,
  );
}

function workerFailed(failures: MessagePort): EspalierError {
  const reason: unknown = receiveMessageOnPort(failures)?.message;
  return new EspalierError('internal', `preparing the batches failed: ${String(reason)}`);
}

function workerCrashed(cause: Error): EspalierError {
  return new EspalierError('engine-crashed', `the thread that prepares batches has ended: ${cause.message}`, { cause });
}

/** A module of this folder with this module's own extension: .ts in the source tree, .js once compiled. */
function siblingModule(name: string): URL {
  return new URL(`./${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
}
