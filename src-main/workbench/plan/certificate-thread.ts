import { parentPort } from 'node:worker_threads';
import { createMatrixProducts } from '../../backend/onnxruntime/matrix-products.ts';
import { answerTasks } from '../../sketch/answer-tasks.ts';
import { stopWith } from '../stoppable-products.ts';
import { createLayerCertifier, type CertifiedLayer } from './certify-layer.ts';

/** A thread that certifies layers. */
const products = createMatrixProducts();
const certify = createLayerCertifier();
parentPort?.on(
  'message',
  answerTasks(async (layer: CertifiedLayer, signal) => certify(layer, stopWith(signal, await products))),
);
