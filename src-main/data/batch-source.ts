import type { MessagePort } from 'node:worker_threads';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Detector } from '../../src-shared/detector.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import type { Batch, BatchLoader, BatchOptions, BatchSource, TargetData } from './batch.ts';
import type { BatchLayout, BatchRequest, BatchSlot } from './batch-ring.ts';
import { countValues, createControl, createSlots, FAILED, FILLED, SLOTS, STOPPED, TAKEN } from './batch-ring.ts';
import { layoutOf, workOn } from './batch-work.ts';
import type { Dataset } from './dataset.ts';
import { countBatches } from './epoch-order.ts';

/** Seconds without a batch after which the worker counts as dead; a batch takes milliseconds. */
const PATIENCE_SECONDS = 60;

/** The ring for one batch size, and the plain memory a batch is handed out in: native code can't be given shared memory. */
interface Ring {
  readonly slots: readonly BatchSlot[];
  readonly images: Float32Array;
  readonly targets: readonly (Float32Array | BigInt64Array)[];
}

/**
 * Starts the thread that prepares a data set's batches, of scenes with the targets of a detector. It lives until `close` and serves one
 * pass at a time; the batches are the same however the two threads are timed.
 */
export function createBatchLoader(dataset: Dataset, detector?: Detector): BatchLoader {
  const work = workOn(dataset, detector);
  const layout = layoutOf(work);
  const worker = new Worker(siblingModule('batch-worker'));
  worker.postMessage(work);
  worker.unref();
  let crash: Error | undefined;
  worker.on('error', (error: Error) => {
    crash = error;
  });
  const rings = new Map<number, Ring>();
  let current: BatchSource | undefined;

  function ringFor(batchSize: number): Ring {
    const ring = rings.get(batchSize) ?? createRing(batchSize, layout);
    rings.set(batchSize, ring);
    return ring;
  }

  return {
    open(split, options) {
      if (!Number.isInteger(options.batchSize) || options.batchSize < 1) {
        throw new EspalierError(
          'bad-usage',
          `the batch size must be a whole number from 1 on, not ${options.batchSize}`,
        );
      }
      if (crash !== undefined) throw workerCrashed(crash);
      void current?.close();
      const ring = ringFor(options.batchSize);
      const control = createControl();
      const { port1, port2 } = new MessageChannel();
      const request: BatchRequest = { split, options, slots: ring.slots, control, failures: port2 };
      worker.postMessage(request, [port2]);
      current = createSource(ring, layout, control, port1, work[split].count, options);
      return current;
    },
    async close() {
      await current?.close();
      await worker.terminate();
    },
  };
}

function createRing(batchSize: number, layout: BatchLayout): Ring {
  return {
    slots: createSlots(batchSize, layout),
    images: new Float32Array(batchSize * layout.imageValues),
    targets: layout.targets.map(({ type, shape }) => {
      const values = batchSize * countValues(shape);
      return type === 'int64' ? new BigInt64Array(values) : new Float32Array(values);
    }),
  };
}

function createSource(
  ring: Ring,
  layout: BatchLayout,
  control: Int32Array,
  failures: MessagePort,
  count: number,
  options: BatchOptions,
): BatchSource {
  const first = options.firstBatch ?? 0;
  const batches = countBatches(count, options) - first;
  let taken = 0;
  let closed = false;
  let waitedMilliseconds = 0;

  function take(): Batch {
    const slot = ring.slots[taken % SLOTS];
    const size = Math.min(options.batchSize, count - (first + taken) * options.batchSize);
    if (slot !== undefined) copySlot(slot, ring);
    taken += 1;
    Atomics.store(control, TAKEN, taken);
    Atomics.notify(control, TAKEN);
    return {
      size,
      images: ring.images.subarray(0, size * layout.imageValues),
      targets: nameTargets(ring, layout, size),
    };
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

function copySlot(slot: BatchSlot, ring: Ring): void {
  ring.images.set(slot.images);
  ring.targets.forEach((target, index) => {
    const values = slot.targets[index];
    if (target instanceof BigInt64Array && values instanceof BigInt64Array) target.set(values);
    if (target instanceof Float32Array && values instanceof Float32Array) target.set(values);
  });
}

function nameTargets(ring: Ring, layout: BatchLayout, size: number): Record<string, TargetData> {
  const named = layout.targets.map(({ name, shape }, index): [string, TargetData] | undefined => {
    const values = ring.targets[index];
    const whole = [size, ...shape];
    const end = size * countValues(shape);
    if (values === undefined) return undefined;
    return values instanceof BigInt64Array
      ? [name, { type: 'int64', shape: whole, data: values.subarray(0, end) }]
      : [name, { type: 'float32', shape: whole, data: values.subarray(0, end) }];
  });
  return Object.fromEntries(named.filter((one) => one !== undefined));
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
