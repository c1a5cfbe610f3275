import { parentPort } from 'node:worker_threads';
import type { BatchRequest } from './batch-ring.ts';
import { FAILED, FILLED, SLOTS, STOPPED, TAKEN } from './batch-ring.ts';
import type { BatchWork } from './batch-work.ts';
import { countBatches } from './epoch-order.ts';
import { fillImages } from './fill-images.ts';
import type { BatchFiller } from './fill-images.ts';

parentPort?.once('message', (work: BatchWork) => {
  let passes = Promise.resolve();
  // One pass after another: two at a time would write into the same slots.
  parentPort?.on('message', (request: BatchRequest) => {
    passes = passes.then(() => serve(work, request));
  });
});

async function serve(work: BatchWork, request: BatchRequest): Promise<void> {
  try {
    await prepareBatches(work, request);
  } catch (thrown) {
    request.failures.postMessage(thrown instanceof Error ? thrown.message : String(thrown));
    publish(request.control, FAILED);
  } finally {
    request.failures.close();
  }
}

/** Fills slot after slot until the pass ends or its consumer stops it. */
async function prepareBatches(work: BatchWork, { split, options, control, slots }: BatchRequest): Promise<void> {
  const { count } = work[split];
  const fill = await openFiller(work, split, options);
  const first = options.firstBatch ?? 0;
  const batches = countBatches(count, options) - first;
  for (let batch = 0; batch < batches; batch++) {
    if (!waitForSlot(control, batch)) return;
    const slot = slots[batch % SLOTS];
    const start = (first + batch) * options.batchSize;
    if (slot !== undefined) await fill(slot, start, Math.min(options.batchSize, count - start));
    publish(control, batch + 1);
  }
}

async function openFiller(
  work: BatchWork,
  split: BatchRequest['split'],
  options: BatchRequest['options'],
): Promise<BatchFiller> {
  switch (work.kind) {
    case 'images':
      return fillImages(work[split], work.format, options);
    case 'scenes': {
      // Loads a large native library that images in memory don't need.
      const { fillScenes } = await import('./detection/fill-scenes.ts');
      return fillScenes(work, split, options);
    }
  }
}

/** Sleeps while the ring is full; false where the consumer has stopped the pass. */
function waitForSlot(control: Int32Array, batch: number): boolean {
  for (;;) {
    const taken = Atomics.load(control, TAKEN);
    if (taken === STOPPED) return false;
    if (batch - taken < SLOTS) return true;
    Atomics.wait(control, TAKEN, taken);
  }
}

function publish(control: Int32Array, filled: number): void {
  Atomics.store(control, FILLED, filled);
  Atomics.notify(control, FILLED);
}
