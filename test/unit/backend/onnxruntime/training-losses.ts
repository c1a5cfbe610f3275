import { createRandom } from '../../../../src-shared/random.ts';
import { createOnnxRuntimeBackend, type OnnxRuntimeDevice } from '../../../../src-main/backend/onnxruntime/session.ts';
import type { NamedTensors } from '../../../../src-main/backend/backend.ts';
import { floatWeight } from '../../../../src-main/graph/graph.ts';
import { floatTensor, zeros } from '../../../../src-main/graph/tensor.ts';
import { momentumName, nextName } from '../../../../src-main/graph/optimizer.ts';
import { buildTrainingStep } from '../../../../src-main/graph/training-step.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';

/** Takes a few training steps of a small VGG16 on the device named on the command line and prints the losses as JSON. */
const device: OnnxRuntimeDevice = process.argv[2] === 'webgpu' ? 'webgpu' : 'cpu';
const BATCH = 4;
const network = buildVgg16({ classes: 10, width: 0.125, seed: 3 });
const step = buildTrainingStep(network, { batchSize: BATCH, momentum: 0.9, weightDecay: 5e-4, sparsity: 1e-4 });
const executable = await createOnnxRuntimeBackend({ device, threads: 2 }).load(step.graph);
const random = createRandom(3, 'images');
const images = floatTensor(
  step.imageShape,
  Float32Array.from({ length: BATCH * 3072 }, () => random.normal()),
);
let state: NamedTensors = {
  ...Object.fromEntries([...step.parameters, ...step.statistics].map((name) => [name, floatWeight(network, name)])),
  ...Object.fromEntries(step.parameters.map((name) => [momentumName(name), zeros(floatWeight(network, name).shape)])),
};
const losses: number[] = [];
for (let count = 0; count < 4; count++) {
  const results = await executable.run({
    ...state,
    [step.images]: images,
    labels: { type: 'int64', shape: [BATCH], data: BigInt64Array.of(0n, 3n, 5n, 9n) },
    learningRate: floatTensor([], [0.02]),
  });
  losses.push(Number(results['loss']?.data[0]));
  state = Object.fromEntries(Object.keys(state).map((name) => [name, results[nextName(name)] ?? zeros([])]));
}
process.stdout.write(JSON.stringify(losses));
