import { describe, expect, it } from 'vitest';
import type { Backend, NamedState } from '../../../src-main/backend/backend.ts';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { createTensorflowBackend } from '../../../src-main/backend/tensorflow/backend.ts';
import { randomImages } from '../../../src-main/graph/random-images.ts';
import type { Graph } from '../../../src-main/graph/graph.ts';
import { mostLiveBytes } from '../../../src-main/graph/live-bytes.ts';
import { LEARNING_RATE } from '../../../src-main/graph/optimizer.ts';
import { isRecomputing } from '../../../src-main/graph/recompute.ts';
import { inferShapes } from '../../../src-main/graph/shape-inference.ts';
import { countElements, floatTensor, zeros, type Tensor } from '../../../src-main/graph/tensor.ts';
import { buildTrainingStep, LOSS, type TrainingStep } from '../../../src-main/graph/training-step.ts';
import { buildCenterNet } from '../../../src-main/network/centernet/centernet.ts';
import { buildYolov3 } from '../../../src-main/network/darknet/yolov3.ts';
import { initialState } from '../../../src-main/training/training-state.ts';
import { buildSmallNetwork } from '../../small-network.ts';

const BATCH = 2;
const STEPS = 3;
const input = { height: 64, width: 64 };
const layer = { channels: 16, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'MaxPool' } as const;
const layers = [layer, layer, { ...layer, pool: 'AveragePool', activation: 'LeakyRelu' }] as const;
const small = buildSmallNetwork({ layers, side: 32, classes: 3, transposed: true, seed: 2 });
const yolov3 = buildYolov3({ classes: 3, width: 0.0625, input, seed: 1 });
const centernet = buildCenterNet({ classes: 3, width: 0.125, headChannels: 8, input, seed: 1 });

function stepOf(network: Graph, recompute: boolean): TrainingStep {
  return buildTrainingStep(network, { batchSize: BATCH, momentum: 0.9, weightDecay: 0.01, sparsity: 1e-4, recompute });
}

/** Losses of steps on the same images, and what they leave. */
async function takeSteps(
  backend: Backend,
  network: Graph,
  recompute: boolean,
): Promise<{ losses: number[]; state: NamedState }> {
  const step = stepOf(network, recompute);
  const executable = await backend.loadStep(step.graph, initialState(network, step));
  const inputs = {
    [step.images]: randomImages(network, BATCH),
    [LEARNING_RATE]: floatTensor([], [0.01]),
    ...Object.fromEntries(step.targets.map(({ name, type, shape }) => [name, blank(type, shape)])),
  };
  const results = await executable.run(STEPS, () => inputs);
  const state = await executable.readState();
  await executable.release();
  return { losses: results.map((outputs) => Number(outputs[LOSS]?.data[0])), state };
}

function blank(type: 'float32' | 'int64', shape: readonly number[]): Tensor {
  return type === 'float32' ? zeros(shape) : { type, shape, data: new BigInt64Array(countElements(shape)) };
}

/** The largest difference of any element of two states. */
function difference(one: NamedState, other: NamedState): number {
  let most = 0;
  for (const [name, { data }] of one) {
    const found = other.get(name)?.data ?? [];
    data.forEach((value, index) => {
      most = Math.max(most, Math.abs(Number(value) - Number(found[index])));
    });
  }
  return most;
}

describe('a step that computes activations again', () => {
  it.each([
    ['chains and pooling', small],
    ['shortcuts, routes and anchors', yolov3],
    ['heatmaps', centernet],
  ])(
    'ends with the same losses, weights and statistics: %s; catches statistics updated twice and stale values',
    async (_, network) => {
      const backend = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });
      const kept = await takeSteps(backend, network, false);
      const again = await takeSteps(backend, network, true);
      again.losses.forEach((loss, index) => expect(loss).toBeCloseTo(kept.losses[index] ?? NaN, 5));
      expect(difference(kept.state, again.state)).toBeLessThan(2e-6);
    },
  );

  it('does so on TensorFlow.js: catches an order of nodes that only ONNX Runtime puts right', async () => {
    const backend = await createTensorflowBackend('javascript');
    const kept = await takeSteps(backend, small, false);
    expect(difference(kept.state, (await takeSteps(backend, small, true)).state)).toBeLessThan(1e-5);
  });

  it('holds less: catches values that are read by the backward pass although they are computed again', () => {
    const [kept = 0, again = 0] = [false, true].map((recompute) => {
      const { graph } = buildTrainingStep(yolov3, {
        batchSize: 16,
        momentum: 0.9,
        weightDecay: 0,
        sparsity: 0,
        recompute,
      });
      expect(isRecomputing(graph)).toBe(recompute);
      return mostLiveBytes(graph, inferShapes(graph));
    });
    expect(again).toBeLessThan(0.6 * kept);
  });

  it('takes the statistics of a batch once, and the forward pass as it is', () => {
    const kept = stepOf(small, false).graph.nodes;
    const again = stepOf(small, true).graph.nodes;
    const normalised = (nodes: Graph['nodes']): number =>
      nodes.filter(({ operator }) => operator === 'BatchNormTraining').length;
    expect(normalised(again)).toBe(normalised(kept));
    const first = kept.findIndex(({ operator }) => operator === 'SoftmaxCrossEntropyGradient');
    expect(again.slice(0, first)).toEqual(kept.slice(0, first));
  });
});
