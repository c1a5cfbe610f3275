import { parentPort } from 'node:worker_threads';
import { toEspalierError } from '../../../src-shared/errors.ts';
import { createMatrixProducts } from '../../backend/onnxruntime/matrix-products.ts';
import type { ThreadReply, ThreadRequest } from './certificate-threads.ts';
import { createLayerCertifier } from './certify-layer.ts';
import { stopWith } from '../stoppable-products.ts';

/** A thread that certifies layers, one after another. */
const port = parentPort;
if (port === null) throw new Error('this module is the body of a worker thread');

const products = createMatrixProducts();
const certify = createLayerCertifier();
const open = new Map<number, AbortController>();
let last: Promise<void> = Promise.resolve();

port.on('message', (request: ThreadRequest) => {
  if ('stop' in request) {
    open.get(request.stop)?.abort();
    return;
  }
  const { id, layer } = request;
  const stopping = new AbortController();
  open.set(id, stopping);
  last = last.then(async () => {
    const reply = await certify(layer, stopWith(stopping.signal, await products)).then(
      (certificates): ThreadReply => ({ id, certificates }),
      (thrown: unknown): ThreadReply => {
        const { code, message } = toEspalierError(thrown);
        return { id, error: { code, message } };
      },
    );
    open.delete(id);
    port.postMessage(reply);
  });
});
