import type { CompensatedLayer, LayerToCompensate } from './compensate-layer.ts';
import { compensateInTurn, type LayerCompensator } from './layer-compensator.ts';
import type { MatrixProducts } from './matrix.ts';
import { createThreadPool, type PackedTask } from './thread-pool.ts';

/** Of fewer filters a layer is compensated before a thread has started. */
const SMALL = 64;

/** Threads on which large layers are compensated side by side; small ones are where they are asked for. */
export interface LayerThreads {
  readonly compensate: LayerCompensator;
  /** Ends the threads, with what they are at. */
  close(): Promise<void>;
}

export function createLayerThreads(products: MatrixProducts, count?: number): LayerThreads {
  const compensateHere = compensateInTurn(products);
  const pool = createThreadPool<LayerToCompensate, CompensatedLayer>('layer-thread', import.meta.url, count);
  return {
    compensate: (layer) =>
      layer.shape[0] < SMALL ? compensateHere(layer) : pool.run(layer, { purpose: `sketches "${layer.layer}"`, pack }),
    close: () => pool.close(),
  };
}

/** The weights in a block of their own: a view would be sent with all that lies around it. */
function pack(layer: LayerToCompensate): PackedTask<LayerToCompensate> {
  const weights = layer.weights.slice();
  return { task: { ...layer, weights }, transfer: [weights.buffer] };
}
