import { describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import type { NamedTensors } from '../../../../src-main/backend/backend.ts';
import { decodeDetections } from '../../../../src-main/evaluation/detection/decode-detections.ts';
import { overlapOf } from '../../../../src-main/evaluation/detection/overlap.ts';
import { readDetector } from '../../../../src-main/graph/detector.ts';
import { withWeights, type Graph } from '../../../../src-main/graph/graph.ts';
import { LEARNING_RATE, nextName, STEP_NUMBER } from '../../../../src-main/graph/optimizer.ts';
import { floatTensor, zeros, type FloatTensor, type Tensor } from '../../../../src-main/graph/tensor.ts';
import { buildTrainingStep } from '../../../../src-main/graph/training-step.ts';
import { buildCenterNet } from '../../../../src-main/network/centernet/centernet.ts';
import { buildDarknetGraph } from '../../../../src-main/network/darknet/build-graph.ts';
import type { DarknetLayer } from '../../../../src-main/network/darknet/layer.ts';
import { initialiseWeights } from '../../../../src-main/network/initialise.ts';
import type { TruthBox } from '../../../../src-shared/detection.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import { encodeBatch } from './run-objective.ts';

const SIDE = 64;
const CLASSES = 2;

/** Two images of boxes, red ones of class 0 and blue ones of class 1. */
const TRUTHS: readonly (readonly TruthBox[])[] = [
  [
    { left: 8, top: 10, width: 16, height: 12, classIndex: 0 },
    { left: 36, top: 34, width: 20, height: 24, classIndex: 1 },
  ],
  [{ left: 28, top: 6, width: 14, height: 20, classIndex: 1 }],
];

function drawImages(): FloatTensor {
  const pixels = SIDE * SIDE;
  const data = new Float32Array(TRUTHS.length * 3 * pixels).fill(0.4);
  for (const [image, truths] of TRUTHS.entries()) {
    for (const { left, top, width, height, classIndex } of truths) {
      for (let row = top; row < top + height; row++) {
        const start = (image * 3 + 2 * classIndex) * pixels + row * SIDE + left;
        data.fill(1, start, start + width);
      }
    }
  }
  return floatTensor([TRUTHS.length, 3, SIDE, SIDE], data);
}

/** Five convolutions with a head at stride 8 and one at 16. */
function smallYolo(): Graph {
  const convolve = (filters: number, stride: number): DarknetLayer => ({
    kind: 'convolutional',
    filters,
    size: 3,
    strides: [stride, stride],
    padding: 1,
    groups: 1,
    batchNormalize: true,
    activation: 'leaky',
  });
  const anchors = [[12, 16], [24, 24]] as const; // prettier-ignore
  const head = (mask: readonly number[]): DarknetLayer[] => [
    { kind: 'convolutional', filters: 5 + CLASSES, size: 1, strides: [1, 1], padding: 0, groups: 1, batchNormalize: false, activation: 'linear' },
    { kind: 'yolo', classes: CLASSES, anchors, mask, centreScale: 1 },
  ]; // prettier-ignore
  const layers: DarknetLayer[] = [
    ...[convolve(16, 2), convolve(24, 2), convolve(32, 2)],
    ...head([0]),
    { kind: 'route', layers: [2], groups: 1, group: 0 },
    convolve(32, 2),
    ...head([1]),
  ];
  const graph = buildDarknetGraph({ name: 'small', channels: 3, height: SIDE, width: SIDE, layers });
  return initialiseWeights(graph, createRandom(2, 'small'));
}

const first = (tensor: Tensor | undefined): number => Number(tensor?.data[0] ?? NaN);

/** The network after steps of Adam on the two images, and the loss's parts at each step. */
async function train(
  network: Graph,
  steps: number,
  learningRate: number,
): Promise<{ trained: Graph; parts: Record<string, number>[] }> {
  const step = buildTrainingStep(network, {
    batchSize: TRUTHS.length,
    optimizer: 'adam',
    momentum: 0.9,
    weightDecay: 0,
    sparsity: 0,
  });
  const executable = await createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }).load(step.graph);
  const states = [...step.parameters, ...step.statistics, ...step.optimizerStates];
  const fixed = { [step.images]: drawImages(), ...encodeBatch(readDetector(network), SIDE, SIDE, TRUTHS) };
  const shapes = new Map(step.graph.inputs.map(({ name, shape }) => [name, shape.map(Number)]));
  let state: NamedTensors = Object.fromEntries(
    states.map((name) => [name, network.weights.get(name) ?? zeros(shapes.get(name) ?? [])]),
  );
  const parts: Record<string, number>[] = [];
  for (let count = 1; count <= steps; count++) {
    const results = await executable.run({
      ...fixed,
      ...state,
      [LEARNING_RATE]: floatTensor([], [learningRate]),
      [STEP_NUMBER]: floatTensor([], [count]),
    });
    state = Object.fromEntries(states.map((name) => [name, results[nextName(name)] ?? zeros([])]));
    parts.push(Object.fromEntries(step.measures.map((measure) => [measure, first(results[measure])])));
  }
  await executable.release();
  const weights = Object.entries(state).filter(([name]) => network.weights.has(name));
  return { trained: withWeights(network, weights), parts };
}

describe('a detector that is trained towards its objective', () => {
  it.each([
    { name: 'YOLO', learningRate: 0.01, network: smallYolo() },
    {
      name: 'CenterNet',
      learningRate: 0.003,
      network: buildCenterNet({
        classes: CLASSES,
        width: 0.125,
        headChannels: 256,
        input: { height: SIDE, width: SIDE },
        seed: 3,
      }),
    },
  ])('finds the boxes that it was shown: $name', async ({ network, learningRate }) => {
    const { trained, parts } = await train(network, 80, learningRate);
    for (const [measure, value] of Object.entries(parts[0] ?? {})) {
      expect(parts.at(-1)?.[measure], measure).toBeLessThan(0.5 * value);
    }
    const executable = await createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }).load(trained);
    const outputs = await executable.run({ images: drawImages() });
    await executable.release();
    const size = { height: SIDE, width: SIDE };
    TRUTHS.forEach((truths, image) => {
      const options = { image: size, input: size, confidence: 0.3 };
      const found = decodeDetections(outputs, readDetector(trained), image, options);
      for (const truth of truths) {
        const [best] = found.filter((box) => overlapOf(box, truth) > 0.5);
        expect(best?.classIndex).toBe(truth.classIndex);
      }
      for (const box of found) expect(truths.some((truth) => overlapOf(box, truth) > 0.3)).toBe(true);
    });
  });
});
