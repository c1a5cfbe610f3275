import type { MessagePort } from 'node:worker_threads';
import type { ImageFormat } from './augmentation.ts';
import type { BatchOptions } from './batch.ts';
import type { ImageSplit } from './dataset.ts';

/** Batches that can be ready ahead of their consumer. */
export const SLOTS = 4;

/** Word of the control array: batches filled so far, or `FAILED`. Written by the worker alone. */
export const FILLED = 0;
/** Word of the control array: batches taken so far, or `STOPPED`. Written by the consumer alone. */
export const TAKEN = 1;
export const FAILED = -1;
export const STOPPED = -1;

/** Shared room for the batches of a ring; batch k lies in slot k mod `SLOTS`. */
export interface BatchSlot {
  readonly images: Float32Array<SharedArrayBuffer>;
  readonly labels: BigInt64Array<SharedArrayBuffer>;
}

/**
 * What the worker is sent to prepare one pass. Slots outlive a pass, but each pass has control words of its own: a worker
 * that is still leaving an abandoned pass can then not be taken for one that serves the new pass.
 */
export interface BatchRequest {
  readonly split: ImageSplit;
  readonly format: ImageFormat;
  readonly options: BatchOptions;
  readonly slots: readonly BatchSlot[];
  readonly control: Int32Array<SharedArrayBuffer>;
  /** Where the worker says why it failed, before it sets `FAILED`. */
  readonly failures: MessagePort;
}

export function createSlots(batchSize: number, imageValues: number): BatchSlot[] {
  return Array.from({ length: SLOTS }, () => ({
    images: new Float32Array(new SharedArrayBuffer(batchSize * imageValues * Float32Array.BYTES_PER_ELEMENT)),
    labels: new BigInt64Array(new SharedArrayBuffer(batchSize * BigInt64Array.BYTES_PER_ELEMENT)),
  }));
}

export function createControl(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}
