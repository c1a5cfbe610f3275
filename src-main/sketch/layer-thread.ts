import { parentPort } from 'node:worker_threads';
import { createMatrixProducts } from '../backend/onnxruntime/matrix-products.ts';
import { answerTasks } from './answer-tasks.ts';
import { compensateLayer, type LayerToCompensate } from './compensate-layer.ts';

/** A thread that compensates layers. */
const products = createMatrixProducts();
parentPort?.on(
  'message',
  answerTasks(async (layer: LayerToCompensate) => compensateLayer(layer, await products)),
);
