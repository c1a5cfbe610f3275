import type { Backend, NamedTensors } from '../../../src-main/backend/backend.ts';
import { floatWeight } from '../../../src-main/graph/graph.ts';
import { floatTensor, zeros, type FloatTensor } from '../../../src-main/graph/tensor.ts';
import { momentumName, nextName } from '../../../src-main/graph/optimizer.ts';
import { buildTrainingStep } from '../../../src-main/graph/training-step.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { createRandom } from '../../../src-shared/random.ts';

export const BATCH = 8;
export const SETTINGS = { batchSize: BATCH, momentum: 0.9, weightDecay: 5e-4, sparsity: 1e-2 };

export interface Vgg16Steps {
  readonly images: FloatTensor;
  /** Before the first step, and after each. */
  readonly states: readonly Readonly<Record<string, FloatTensor>>[];
  readonly losses: readonly number[];
  /** Of weights and running statistics. */
  readonly names: readonly string[];
}

/** Training steps of VGG16 on random images of ten classes. */
export async function takeVgg16Steps(
  backend: Backend,
  { width, seed, steps, learningRate }: Readonly<Record<'width' | 'seed' | 'steps' | 'learningRate', number>>,
): Promise<Vgg16Steps> {
  const network = buildVgg16({ classes: 10, width, seed });
  const step = buildTrainingStep(network, SETTINGS);
  const executable = await backend.load(step.graph);
  const random = createRandom(seed, 'images');
  const images = floatTensor(
    step.imageShape,
    Float32Array.from({ length: BATCH * 3072 }, () => random.normal()),
  );
  const labels = BigInt64Array.from({ length: BATCH }, (_, index) => BigInt(index % 10));
  let state: Record<string, FloatTensor> = {};
  for (const name of [...step.parameters, ...step.statistics]) state[name] = floatWeight(network, name);
  for (const name of step.parameters) state[momentumName(name)] = zeros(floatWeight(network, name).shape);
  const states = [state];
  const losses: number[] = [];
  for (let count = 0; count < steps; count++) {
    const results: NamedTensors = await executable.run({
      ...state,
      [step.images]: images,
      labels: { type: 'int64', shape: [BATCH], data: labels },
      learningRate: floatTensor([], [learningRate]),
    });
    losses.push(Number(results['loss']?.data[0]));
    state = Object.fromEntries(Object.keys(state).map((name) => [name, expectFloats(results[nextName(name)])]));
    states.push(state);
  }
  await executable.release();
  return { images, states, losses, names: [...step.parameters, ...step.statistics] };
}

export function expectFloats(tensor: NamedTensors[string] | undefined): FloatTensor {
  if (tensor?.type !== 'float32') throw new Error('not a float32 output');
  return tensor;
}
