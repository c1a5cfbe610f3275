import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createTensorflowBackend } from '../../../../src-main/backend/tensorflow/backend.ts';
import { createGraphBuilder } from '../../../../src-main/graph/builder.ts';
import { floatTensor, int64Tensor } from '../../../../src-main/graph/tensor.ts';
import { withBatchSize } from '../../../../src-main/graph/graph.ts';
import { buildSmallNetwork, largestDifference, randomTensor, runOnRandomImages } from '../../../small-network.ts';
import { createRandom } from '../../../../src-shared/random.ts';

const backend = await createTensorflowBackend('javascript');
const layer = { channels: 4, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'MaxPool' } as const;
const network = buildSmallNetwork({ layers: [layer], side: 8, classes: 3, transposed: true, seed: 1 });

describe('the TensorFlow.js backend', () => {
  it('keeps nothing but the weights between runs, and nothing after release', async () => {
    // Would catch a leak, or weights that are loaded at every run.
    const before = tf.memory().numTensors;
    const executable = await backend.load(network);
    expect(tf.memory().numTensors - before).toBe(network.weights.size);
    const images = randomTensor(createRandom(1, 'images'), [4, 3, 8, 8]);
    const first = await executable.run({ images });
    const second = await executable.run({ images });
    expect(tf.memory().numTensors - before).toBe(network.weights.size);
    expect(second).toEqual(first);
    expect(
      largestDifference(Array.from(first['logits']?.data ?? [], Number), await runOnRandomImages(network)),
    ).toBeLessThan(1e-5);
    await executable.release();
    expect(tf.memory().numTensors - before).toBe(0);
  });

  it('takes batches of any size, in memory that threads share', async () => {
    // Would catch a batch size or a buffer that is kept from an earlier run.
    const executable = await backend.load(withBatchSize(network, 'N'));
    const random = createRandom(2, 'images');
    const five = randomTensor(random, [5, 3, 8, 8]);
    const shared = new Float32Array(new SharedArrayBuffer(2 * 3 * 64 * 4));
    shared.set(five.data.subarray(0, shared.length));
    const ofFive = (await executable.run({ images: five }))['logits'];
    const ofTwo = (await executable.run({ images: floatTensor([2, 3, 8, 8], shared) }))['logits'];
    expect(ofTwo?.shape).toEqual([2, 3]);
    expect(Array.from(ofTwo?.data ?? [], Number)).toEqual(Array.from(ofFive?.data ?? [], Number).slice(0, 6));
    await executable.release();
  });

  it('gives outputs in memory of their own, whole numbers as they were', async () => {
    // Would catch a result that changes when the batch behind it does, and labels that lose their type.
    const builder = createGraphBuilder('copies');
    builder.output(builder.add('Identity', [builder.input('x', 'float32', [2])], { output: 'y' }), 'float32', [2]);
    builder.output(builder.add('Identity', [builder.input('i', 'int64', [2])], { output: 'j' }), 'int64', [2]);
    const executable = await backend.load(builder.build());
    const x = floatTensor([2], [1, 2]);
    const { y, j } = await executable.run({ x, i: int64Tensor([-3, 2 ** 30]) });
    x.data[0] = 9;
    expect(y).toEqual(floatTensor([2], [1, 2]));
    expect(j).toEqual(int64Tensor([-3, 2 ** 30]));
    await executable.release();
  });

  it.each([
    ['an operator it does not have', 'Erf', 'node "gauss": TensorFlow.js has no Erf here; try --device cpu'],
    ['an input that is not there', 'Relu', 'Relu "gauss" on TensorFlow.js: its input 0 is missing'],
  ])('names the node for %s (would catch an error from deep inside)', async (_, operator, message) => {
    const builder = createGraphBuilder('odd');
    builder.output(builder.add(operator, ['nowhere'], { name: 'gauss' }), 'float32', [2]);
    const run = async (): Promise<unknown> => (await backend.load(builder.build())).run({});
    await expect(run()).rejects.toMatchObject({ code: 'bad-network', message });
  });

  it('names the node where TensorFlow.js fails, and frees what it had made', async () => {
    // Would catch memory that is lost with every failed run.
    const builder = createGraphBuilder('misfit');
    const x = builder.input('x', 'float32', [2, 3]);
    builder.output(builder.add('MatMul', [builder.add('Relu', [x]), x], { name: 'product' }), 'float32', [2, 2]);
    const executable = await backend.load(builder.build());
    const before = tf.memory().numTensors;
    const run = executable.run({ x: floatTensor([2, 3], [1, 2, 3, 4, 5, 6]) });
    await expect(run).rejects.toMatchObject({
      code: 'bad-network',
      message: expect.stringContaining('MatMul "product"'),
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses double precision, which it does not have (would catch numbers that lose it unnoticed)', async () => {
    const builder = createGraphBuilder('double');
    builder.weight('w', { type: 'float64', shape: [1], data: Float64Array.of(1) });
    await expect(backend.load(builder.build())).rejects.toMatchObject({
      code: 'bad-network',
      message: '"w" is float64, which TensorFlow.js does not have; use --device cpu',
    });
  });

  it('gives the native library the function of Node that it still calls', async () => {
    // Would catch a tensor that can't be made because Node 23 dropped util.isNullOrUndefined.
    await createTensorflowBackend('native').catch(() => undefined);
    const check: unknown = Reflect.get(util, 'isNullOrUndefined');
    if (typeof check !== 'function') throw new Error('there is no such function');
    expect([null, undefined, 0].map((value): unknown => Reflect.apply(check, undefined, [value]))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
