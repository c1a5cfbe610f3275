import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src-main/backend/backend.ts';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { createTensorflowBackend } from '../../../src-main/backend/tensorflow/backend.ts';
import { float } from '../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import { ESPALIER_DOMAIN } from '../../../src-main/graph/gradients/rule.ts';
import type { Graph } from '../../../src-main/graph/graph.ts';
import { floatTensor, zeros, type FloatTensor } from '../../../src-main/graph/tensor.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { relativeDifference } from '../graph/gradient-check.ts';
import { askPython, pack, pytorchMissing, unpack } from '../graph/pytorch.ts';

const SHAPE = [4, 3];
const STEPS = 12;
const SETTINGS = { rate: 0.01, beta1: 0.8, beta2: 0.999, epsilon: 1e-8, decay: 0.02, sparsity: 0.05 };
const { data: start } = randomTensor(0);
const GRADIENTS = Array.from({ length: STEPS }, (_, step) => randomTensor(step + 1));

const PYTORCH_STEPS = `
import torch
s = given['settings']
w = torch.tensor(unpack(given['start'])['w'], requires_grad=True)
gradients = unpack(given['gradients'])
optimizer = torch.optim.Adam([w], lr=s['rate'], betas=(s['beta1'], s['beta2']), eps=s['epsilon'], weight_decay=s['decay'])
steps = {}
for step in range(len(gradients)):
    w.grad = torch.tensor(gradients[str(step)]) + s['sparsity'] * w.detach().sign()
    optimizer.step()
    steps[str(step)] = w.detach().numpy().copy()
state = optimizer.state[w]
answer = pack({**steps, 'first': state['exp_avg'].numpy(), 'second': state['exp_avg_sq'].numpy()})
`;

function randomTensor(seed: number): FloatTensor {
  const random = createRandom(seed, 'adam');
  return floatTensor(
    SHAPE,
    Float32Array.from({ length: 12 }, () => random.normal()),
  );
}

function updateGraph(): Graph {
  const builder = createGraphBuilder('adam');
  const names = ['w', 'g', 'first', 'second'].map((name) => builder.input(name, 'float32', SHAPE));
  const numbers = ['rate', 'step'].map((name) => builder.input(name, 'float32', []));
  builder.append({
    name: 'update',
    operator: 'Adam',
    domain: ESPALIER_DOMAIN,
    inputs: [...names, ...numbers],
    outputs: ['next/w', 'next/first', 'next/second'],
    attributes: {
      beta1: float(SETTINGS.beta1),
      beta2: float(SETTINGS.beta2),
      epsilon: float(SETTINGS.epsilon),
      weight_decay: float(SETTINGS.decay),
      sparsity: float(SETTINGS.sparsity),
    },
  });
  for (const name of ['next/w', 'next/first', 'next/second']) builder.output(name, 'float32', SHAPE);
  return builder.build();
}

/** The weight after each step, and the moments after the last. */
async function takeSteps(backend: Backend): Promise<Record<string, Float32Array>> {
  const executable = await backend.load(updateGraph());
  const states: Record<string, Float32Array> = {};
  let [w, first, second] = [floatTensor(SHAPE, start), zeros(SHAPE), zeros(SHAPE)];
  for (const [index, g] of GRADIENTS.entries()) {
    const rate = floatTensor([], [SETTINGS.rate]);
    const results = await executable.run({ w, g, first, second, rate, step: floatTensor([], [index + 1]) });
    const next = (name: string): FloatTensor => {
      const tensor = results[`next/${name}`];
      if (tensor?.type !== 'float32') throw new Error(`no ${name}`);
      return tensor;
    };
    [w, first, second] = [next('w'), next('first'), next('second')];
    states[String(index)] = w.data;
  }
  await executable.release();
  return { ...states, first: first.data, second: second.data };
}

describe.skipIf(pytorchMissing !== undefined)(`Adam is PyTorch's ${pytorchMissing ?? ''}`, () => {
  let expected: Record<string, FloatTensor> = {};
  beforeAll(() => {
    const gradients = pack(Object.fromEntries(GRADIENTS.map((gradient, step) => [String(step), gradient])));
    const given = { settings: SETTINGS, start: pack({ w: floatTensor(SHAPE, start) }), gradients };
    expected = unpack(askPython(PYTORCH_STEPS, given));
  }, 60_000);

  // Would catch moments that are not corrected, a correction that loses its digits in float32, an epsilon in the wrong
  // place, and decay or sparsity that bypass the moments.
  it.each<[string, () => Promise<Backend>]>([
    ['ONNX Runtime', () => Promise.resolve(createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }))],
    ['TensorFlow.js', () => createTensorflowBackend('javascript')],
  ])('on %s, in every step', async (_, createBackend) => {
    const found = await takeSteps(await createBackend());
    expect(Object.keys(expected).length).toBe(STEPS + 2);
    for (const [name, { data }] of Object.entries(expected)) {
      // Moments hold 1 − β₂ with the digits that a float32 attribute has.
      const tolerance = name === 'second' ? 2e-5 : 2e-6;
      expect(relativeDifference(found[name] ?? new Float32Array(0), data), name).toBeLessThan(tolerance);
    }
  });
});
