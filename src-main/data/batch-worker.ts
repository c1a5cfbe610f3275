import { parentPort } from 'node:worker_threads';
import { writeImage } from './augmentation.ts';
import type { BatchRequest, BatchSlot } from './batch-ring.ts';
import { FAILED, FILLED, SLOTS, STOPPED, TAKEN } from './batch-ring.ts';
import type { EpochOrder } from './epoch-order.ts';
import { countBatches, drawEpoch } from './epoch-order.ts';

parentPort?.on('message', (request: BatchRequest) => {
  try {
    prepareBatches(request);
  } catch (thrown) {
    request.failures.postMessage(thrown instanceof Error ? thrown.message : String(thrown));
    publish(request.control, FAILED);
  } finally {
    request.failures.close();
  }
});

/** Fills slot after slot until the pass ends or its consumer stops it. */
function prepareBatches(request: BatchRequest): void {
  const { split, options, control, slots } = request;
  checkSplit(request);
  const order = drawEpoch(split.count, options);
  const first = options.firstBatch ?? 0;
  const batches = countBatches(split.count, options) - first;
  for (let batch = 0; batch < batches; batch++) {
    if (!waitForSlot(control, batch)) return;
    const slot = slots[batch % SLOTS];
    if (slot !== undefined) fillSlot(request, order, (first + batch) * options.batchSize, slot);
    publish(control, batch + 1);
  }
}

function checkSplit({ split, format }: BatchRequest): void {
  const needed = split.count * format.channels * format.height * format.width;
  if (split.images.length !== needed || split.labels.length !== split.count) {
    const held = `${split.images.length} bytes of images and ${split.labels.length} labels`;
    throw new Error(`a split of ${split.count} images needs ${needed} bytes of images, but holds ${held}`);
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

function fillSlot({ split, format, options }: BatchRequest, order: EpochOrder, first: number, slot: BatchSlot): void {
  const imageValues = format.channels * format.height * format.width;
  const size = Math.min(options.batchSize, split.count - first);
  for (let index = 0; index < size; index++) {
    const record = order.records[first + index] ?? 0;
    const augmentation = order.augmentations[first + index] ?? 0;
    writeImage(format, split.images, record * imageValues, slot.images, index * imageValues, augmentation);
    slot.labels[index] = BigInt(split.labels[record] ?? 0);
  }
}

function publish(control: Int32Array, filled: number): void {
  Atomics.store(control, FILLED, filled);
  Atomics.notify(control, FILLED);
}
