import { createRandom } from '../../../../src-shared/random.ts';
import { createOnnxRuntimeBackend, type OnnxRuntimeDevice } from '../../../../src-main/backend/onnxruntime/session.ts';
import { LABELS } from '../../../../src-main/graph/objective/classification.ts';
import { LEARNING_RATE } from '../../../../src-main/graph/optimizer.ts';
import { floatTensor } from '../../../../src-main/graph/tensor.ts';
import { buildTrainingStep, LOSS } from '../../../../src-main/graph/training-step.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';
import { initialState } from '../../../../src-main/training/training-state.ts';

/** Takes a few training steps of a small VGG16 on the device named on the command line; prints the losses and the first values of each part of the state as JSON. */
const device = readDevice(process.argv[2]);
const BATCH = 4;
const STEPS = 4;
const network = buildVgg16({ classes: 10, width: 0.125, seed: 3 });
const step = buildTrainingStep(network, { batchSize: BATCH, momentum: 0.9, weightDecay: 5e-4, sparsity: 1e-4 });
const executable = await createOnnxRuntimeBackend({ device, threads: 2 }).loadStep(
  step.graph,
  initialState(network, step),
);
const random = createRandom(3, 'images');
const images = floatTensor(
  step.imageShape,
  Float32Array.from({ length: BATCH * 3072 }, () => random.normal()),
);
const results = await executable.run(STEPS, () => ({
  [step.images]: images,
  [LABELS]: { type: 'int64', shape: [BATCH], data: BigInt64Array.of(0n, 3n, 5n, 9n) },
  [LEARNING_RATE]: floatTensor([], [0.02]),
}));
const losses = results.map((outputs) => Number(outputs[LOSS]?.data[0]));
const state = await executable.readState();
const weights = [...state].map(([name, { data }]) => [name, Array.from(data, Number).slice(0, 3)] as const);
await executable.release();
process.stdout.write(JSON.stringify({ losses, weights: Object.fromEntries(weights) }));

function readDevice(word: string | undefined): OnnxRuntimeDevice {
  if (word === 'cpu' || word === 'webgpu' || word === 'cuda') return word;
  throw new Error(`no device "${word}"`);
}
