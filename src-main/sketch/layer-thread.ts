import { parentPort } from 'node:worker_threads';
import { toEspalierError } from '../../src-shared/errors.ts';
import { createMatrixProducts } from '../backend/onnxruntime/matrix-products.ts';
import { compensateLayer, type LayerToCompensate } from './compensate-layer.ts';
import type { LayerReply } from './layer-threads.ts';

/** A thread that compensates layers, one at a time. */
const port = parentPort;
if (port === null) throw new Error('this module is the body of a worker thread');

const products = createMatrixProducts();

port.on('message', (layer: LayerToCompensate) => {
  void products
    .then((made) => compensateLayer(layer, made))
    .then(
      (compensated): LayerReply => ({ compensated }),
      (thrown: unknown): LayerReply => {
        const { code, message } = toEspalierError(thrown);
        return { error: { code, message } };
      },
    )
    .then((reply) => port.postMessage(reply));
});
