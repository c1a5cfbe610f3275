import { compensateLayer, type CompensatedLayer, type LayerToCompensate } from './compensate-layer.ts';
import type { MatrixProducts } from './matrix.ts';

/** Compensates layers as `compensateLayer` does; asked for many at once, it works them off in the order of asking. */
export type LayerCompensator = (layer: LayerToCompensate) => Promise<CompensatedLayer>;

/** One layer after another, on this thread. */
export function compensateInTurn(products: MatrixProducts): LayerCompensator {
  let last: Promise<unknown> = Promise.resolve();
  return (layer) => {
    const next = last.then(() => compensateLayer(layer, products));
    last = next.catch(() => undefined);
    return next;
  };
}
