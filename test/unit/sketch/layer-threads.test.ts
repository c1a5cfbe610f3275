import { expect, it, onTestFinished } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import {
  compensateLayer,
  type CompensatedLayer,
  type LayerToCompensate,
} from '../../../src-main/sketch/compensate-layer.ts';
import { createLayerThreads, type LayerThreads } from '../../../src-main/sketch/layer-threads.ts';
import type { MatrixProducts } from '../../../src-main/sketch/matrix.ts';
import { gaussianMatrix } from './matrices.ts';

async function open(): Promise<{ products: MatrixProducts; threads: LayerThreads }> {
  const products = await createMatrixProducts();
  const threads = createLayerThreads(products, 2);
  onTestFinished(async () => {
    await threads.close();
    await products.release();
  });
  return { products, threads };
}

function makeLayer(filters: number, seed: number): LayerToCompensate {
  return {
    layer: `layer${seed}`,
    weights: Float32Array.from(gaussianMatrix(filters, 40, seed).data),
    shape: [filters, 40, 1, 1],
    keptInputs: Array.from({ length: 40 }, (_, channel) => channel),
    keptOutputs: Array.from({ length: filters / 2 }, (_, filter) => 2 * filter),
    solver: 'frequent-directions',
    align: 'procrustes',
    scale: 'none',
  };
}

function withoutTimes({ certificate, ...layer }: CompensatedLayer): unknown {
  return { ...layer, certificate: { ...certificate, milliseconds: 0, productShare: 0 } };
}

it('compensates more layers than there are threads, large and small, as one thread does', async () => {
  // Would catch replies that are mixed up, and layers that wait for a thread for ever.
  const { products, threads } = await open();
  const layers = [160, 16, 130, 200, 128, 8, 140].map(makeLayer);
  const compensated = await Promise.all(layers.map((layer) => threads.compensate(layer)));
  for (const [index, layer] of layers.entries()) {
    const expected = await compensateLayer(layer, products);
    expect(compensated[index] && withoutTimes(compensated[index])).toEqual(withoutTimes(expected));
  }
});

it('says what is wrong with a layer, and takes the next', async () => {
  // Would catch errors without their code, and a thread that is lost with the first of them.
  const { threads } = await open();
  const good = makeLayer(128, 1);
  const bad = { ...good, weights: good.weights.map((weight, index) => (index === 7 ? Number.NaN : weight)) };
  const outcomes = await Promise.allSettled([bad, bad, good].map((layer) => threads.compensate(layer)));
  const rejected = { reason: { code: 'bad-network', message: expect.stringMatching(/layer1.*not finite/) } };
  expect(outcomes).toMatchObject([rejected, rejected, { status: 'fulfilled' }]);
});

it('gives up a layer when it is closed', async () => {
  // Would catch a stage that waits for a thread that has ended.
  const { threads } = await open();
  const outcome = threads.compensate(makeLayer(256, 1));
  const rejected = expect(outcome).rejects.toMatchObject({ message: expect.stringMatching(/layer1.*ended/) });
  await threads.close();
  await rejected;
});
