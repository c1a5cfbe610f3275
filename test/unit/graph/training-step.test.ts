import { beforeAll, describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { zeros, type FloatTensor } from '../../../src-main/graph/tensor.ts';
import { buildTrainingStep } from '../../../src-main/graph/training-step.ts';
import { smallNetwork } from './small-network.ts';
import { BATCH, SETTINGS, takeVgg16Steps, type Vgg16Steps } from './vgg16-steps.ts';
import { askPython, entriesOf, pack, pytorchMissing, unpack } from './pytorch.ts';

const STEPS = 2;

/** The same two steps by PyTorch, written from the description of the network rather than from its graph. */
const PYTORCH_STEPS = `
import torch
from torch.nn import functional as F
torch.set_num_threads(1)
given_state = {name: torch.tensor(a) for name, a in unpack(given['state']).items()}
images = torch.tensor(unpack(given['images'])['images'])
labels = torch.arange(len(images)) % 10
statistics = {n: t for n, t in given_state.items() if n.endswith(('.mean', '.variance'))}
weights = {n: t.requires_grad_() for n, t in given_state.items() if n not in statistics}
optimizer = torch.optim.SGD(weights.values(), lr=0.05, momentum=0.9, weight_decay=5e-4)
losses, states = [], []
for step in range(given['steps']):
    h = images
    for stage, layers in enumerate([2, 2, 3, 3, 3]):
        for layer in range(layers):
            n = f'conv{stage + 1}_{layer + 1}'
            h = F.conv2d(h, weights[n + '.weight'], padding=1)
            h = F.batch_norm(h, statistics[n + '.bn.mean'], statistics[n + '.bn.variance'], weights[n + '.bn.scale'], weights[n + '.bn.bias'], True, 0.1, 1e-5).relu()
        if stage < 4:
            h = F.max_pool2d(h, 2)
    logits = F.linear(h.mean((2, 3)), weights['classifier.weight'], weights['classifier.bias'])
    loss = F.cross_entropy(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    for n, w in weights.items():
        if n.endswith('.bn.scale'):
            w.grad += 1e-2 * w.detach().sign()
    optimizer.step()
    losses.append(loss.item())
    states.append(pack({n: t.detach().numpy() for n, t in {**weights, **statistics}.items()}))
answer = {'losses': losses, 'states': states}
`;

/** ‖found − expected‖ / ‖expected − before‖: how wrong an update is, relative to its length. */
function updateError(found: FloatTensor, expected: FloatTensor, before: FloatTensor): number {
  let wrong = 0;
  let moved = 0;
  expected.data.forEach((value, index) => {
    wrong += ((found.data[index] ?? 0) - value) ** 2;
    moved += (value - (before.data[index] ?? 0)) ** 2;
  });
  return Math.sqrt(wrong / moved);
}

describe.skipIf(pytorchMissing !== undefined)(`a training step of VGG16 ${pytorchMissing ?? ''}`, () => {
  // Of this seed no activation lies within rounding of zero; one that does can flip a ReLU and turn a layer's gradient by 0.5 %.
  const SEED = 3;
  let ours: Vgg16Steps;
  let losses: number[] = [];
  let states: Record<string, FloatTensor>[] = [];

  beforeAll(async () => {
    const backend = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });
    ours = await takeVgg16Steps(backend, { width: 0.125, seed: SEED, steps: STEPS, learningRate: 0.05 });
    const state = Object.fromEntries(ours.names.map((name) => [name, ours.states[0]?.[name] ?? zeros([])]));
    const given = { state: pack(state), images: pack({ images: ours.images }), steps: STEPS };
    const answer = Object.fromEntries(entriesOf(askPython(PYTORCH_STEPS, given)));
    losses = Array.isArray(answer['losses']) ? answer['losses'].map(Number) : [];
    states = Array.isArray(answer['states']) ? answer['states'].map(unpack) : [];
  }, 120_000);

  it('has PyTorch’s loss', () => {
    // Would catch a wrong forward pass, and in the second step a wrong update.
    expect(losses.length).toBe(STEPS);
    losses.forEach((loss, step) => {
      expect(Math.abs((ours.losses[step] ?? 0) / loss - 1), `step ${step + 1}`).toBeLessThan(1e-5);
    });
  });

  it.each([
    ['', 0],
    [' again, from its momentum', 1],
  ])('makes PyTorch’s update of every weight and running statistic%s', (_, step) => {
    // Would catch decay or sparsity on the wrong weights, biased running variances, a layer's gradient off by a factor,
    // and a lost momentum.
    for (const name of ours.names) {
      const [found, expected] = [ours.states[step + 1]?.[name], states[step]?.[name]];
      const before = ours.states[step]?.[name];
      if (found === undefined || expected === undefined || before === undefined) throw new Error(`no ${name}`);
      expect(updateError(found, expected, before), name).toBeLessThan(1e-3);
    }
  });
});

describe('buildTrainingStep', () => {
  it('puts the sparsity penalty on batch-normalisation scales only', () => {
    const { graph } = buildTrainingStep(smallNetwork(), SETTINGS);
    const penalised = graph.nodes.filter(({ attributes }) => {
      const sparsity = attributes['sparsity'];
      return sparsity?.type === 'float' && sparsity.value !== 0;
    });
    expect(penalised.map(({ name }) => name)).toEqual(['update/scale']);
  });

  it('counts running statistics as state, not as parameters', () => {
    const step = buildTrainingStep(smallNetwork(), SETTINGS);
    expect(step.statistics).toEqual(['mean', 'variance']);
    expect(step.parameters).toEqual(['stem.weight', 'scale', 'bias', 'mix.weight', 'classifier.weight']);
  });

  it('fits a network whose batch is fixed or has another name', () => {
    // Would catch shapes bound by the name N alone.
    for (const batch of [1, 'batch_size']) {
      expect(buildTrainingStep(smallNetwork(batch), SETTINGS).imageShape).toEqual([BATCH, 2, 4, 4]);
    }
  });

  it('refuses an operator without a gradient, naming the node', () => {
    const network = smallNetwork();
    const nodes = network.nodes.map((node) => (node.name === 'relu' ? { ...node, operator: 'LogSoftmax' } : node));
    expect(() => buildTrainingStep({ ...network, nodes }, SETTINGS)).toThrow(
      'node "relu": LogSoftmax can\'t be trained yet',
    );
  });

  it('refuses a weight that the loss does not depend on, naming it', () => {
    const network = smallNetwork();
    const weights = new Map([...network.weights, ['spare', zeros([2])] as const]);
    expect(() => buildTrainingStep({ ...network, weights }, SETTINGS)).toThrow('the loss does not depend on "spare"');
  });

  it('refuses a network that uses a name of its own inputs and outputs, naming it', () => {
    // Would catch an invalid graph that only the runtime complains about.
    const network = smallNetwork();
    const nodes = network.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map((input) => (input === 'sum' ? 'loss' : input)),
      outputs: node.outputs.map((output) => (output === 'sum' ? 'loss' : output)),
    }));
    expect(() => buildTrainingStep({ ...network, nodes }, SETTINGS)).toThrow('"loss"');
  });
});
