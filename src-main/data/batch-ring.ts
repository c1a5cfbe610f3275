import type { MessagePort } from 'node:worker_threads';
import type { BatchOptions } from './batch.ts';

/** Batches that can be ready ahead of their consumer. */
export const SLOTS = 4;

/** Word of the control array: batches filled so far, or `FAILED`. Written by the worker alone. */
export const FILLED = 0;
/** Word of the control array: batches taken so far, or `STOPPED`. Written by the consumer alone. */
export const TAKEN = 1;
export const FAILED = -1;
export const STOPPED = -1;

/** A target of one image. */
export interface TargetLayout {
  readonly name: string;
  readonly type: 'int64' | 'float32';
  readonly shape: readonly number[];
}

/** What one image of a batch takes. */
export interface BatchLayout {
  /** Values of the image. */
  readonly imageValues: number;
  readonly targets: readonly TargetLayout[];
}

/** Shared room for the batches of a ring; batch k lies in slot k mod `SLOTS`. Targets are in the layout's order. */
export interface BatchSlot {
  readonly images: Float32Array<SharedArrayBuffer>;
  readonly targets: readonly (Float32Array<SharedArrayBuffer> | BigInt64Array<SharedArrayBuffer>)[];
}

/**
 * What the worker is sent to prepare one pass. Slots outlive a pass, but each pass has control words of its own: a worker
 * that is still leaving an abandoned pass can then not be taken for one that serves the new pass.
 */
export interface BatchRequest {
  readonly split: 'train' | 'test';
  readonly options: BatchOptions;
  readonly slots: readonly BatchSlot[];
  readonly control: Int32Array<SharedArrayBuffer>;
  /** Where the worker says why it failed, before it sets `FAILED`. */
  readonly failures: MessagePort;
}

export function createSlots(batchSize: number, { imageValues, targets }: BatchLayout): BatchSlot[] {
  return Array.from({ length: SLOTS }, () => ({
    images: new Float32Array(new SharedArrayBuffer(batchSize * imageValues * Float32Array.BYTES_PER_ELEMENT)),
    targets: targets.map(({ type, shape }) => {
      const values = batchSize * countValues(shape);
      return type === 'int64'
        ? new BigInt64Array(new SharedArrayBuffer(values * BigInt64Array.BYTES_PER_ELEMENT))
        : new Float32Array(new SharedArrayBuffer(values * Float32Array.BYTES_PER_ELEMENT));
    }),
  }));
}

export function countValues(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function createControl(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}
