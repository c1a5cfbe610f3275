import { describe, expect, it } from 'vitest';
import { createTensorflowBackend } from '../../../../src-main/backend/tensorflow/backend.ts';
import { centerNetObjective } from '../../../../src-main/graph/objective/centernet.ts';
import { floatTensor, type FloatTensor } from '../../../../src-main/graph/tensor.ts';
import type { CenterNetDetector } from '../../../../src-shared/detector.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import { randomTensor } from '../../../small-network.ts';
import { relativeDifference } from '../gradient-check.ts';
import { askPython, entriesOf, pack, pytorchMissing, unpack } from '../pytorch.ts';
import { encodeBatch, networkWithOutputs, randomTruths, runObjective, slopes } from './run-objective.ts';

const SIDE = 64;
const CLASSES = 3;
const DETECTOR: CenterNetDetector = {
  kind: 'centernet',
  classes: CLASSES,
  heatmap: 'hm',
  size: 'wh',
  offset: 'reg',
  stride: 4,
};
const NETWORK = networkWithOutputs(SIDE, SIDE, { hm: [CLASSES, 4], wh: [2, 4], reg: [2, 4] });
const OBJECTIVE = centerNetObjective(NETWORK, DETECTOR);

function randomOutputs(images: number, spread = 4): Record<string, FloatTensor> {
  const random = createRandom(7, 'outputs');
  const make = (channels: number): FloatTensor => {
    const { shape, data } = randomTensor(random, [images, channels, 16, 16]);
    return floatTensor(
      shape,
      data.map((value) => value * spread),
    );
  };
  return { hm: make(CLASSES), wh: make(2), reg: make(2) };
}

function truthsOf(images: number): ReturnType<typeof randomTruths>[] {
  const random = createRandom(11, 'truths');
  return Array.from({ length: images }, (_, image) => randomTruths(random, 3 * image, SIDE, CLASSES));
}

/** The paper's equations 1 to 4 with PyTorch's own logarithms of the sigmoid. */
const PYTORCH = `
import torch
import torch.nn.functional as F
answer = []
for case in given:
    outputs = {n: torch.tensor(a, requires_grad=True) for n, a in unpack(case['outputs']).items()}
    targets = {n: torch.tensor(a) for n, a in unpack(case['targets']).items()}
    x, y = outputs['hm'], targets['target/heatmap']
    p, centres = x.sigmoid(), y == 1
    focal = torch.where(centres, (1 - p) ** 2 * F.logsigmoid(x), (1 - y) ** 4 * p ** 2 * F.logsigmoid(-x))
    box = targets['target/box']
    n, i, j = torch.nonzero(box[:, 4], as_tuple=True)
    count = max(1, len(n))
    parts = {
        'heatmap': -focal.sum() / max(1, int(centres.sum())),
        'size': 0.1 * (outputs['wh'][n, :, i, j] - box[n, 0:2, i, j]).abs().sum() / count,
        'offset': (outputs['reg'][n, :, i, j] - box[n, 2:4, i, j]).abs().sum() / count,
    }
    sum(parts.values()).backward()
    answer.append({'parts': {n: v.item() for n, v in parts.items()}, 'gradients': pack({n: v.grad.numpy() for n, v in outputs.items()})})
`;

describe.skipIf(pytorchMissing !== undefined)(`CenterNet's losses by PyTorch ${pytorchMissing ?? ''}`, () => {
  it('are the same with the same gradients, with objects and without', async () => {
    const cases = [truthsOf(4), [[]]].map((batch) => ({
      outputs: randomOutputs(batch.length),
      targets: encodeBatch(DETECTOR, SIDE, SIDE, batch),
    }));
    const answers = askPython(
      PYTORCH,
      cases.map(({ outputs, targets }) => ({ outputs: pack(outputs), targets: pack(targets) })),
    );
    if (!Array.isArray(answers)) throw new Error('PyTorch answered no list');
    expect(answers).toHaveLength(cases.length);
    for (const [index, { outputs, targets }] of cases.entries()) {
      const found = await runObjective(OBJECTIVE, outputs, targets);
      const expected = Object.fromEntries(entriesOf(answers[index]));
      const parts = entriesOf(expected['parts']).map(([name, value]) => [name, Number(value)] as const);
      const total = parts.reduce((sum, [, value]) => sum + value, 0);
      for (const [name, value] of parts)
        expect(Math.abs((found.measures[name] ?? NaN) - value), name).toBeLessThan(1e-4 * value + 1e-6);
      expect(found.loss / total).toBeCloseTo(1, 4);
      for (const [name, { data }] of Object.entries(unpack(expected['gradients']))) {
        expect(relativeDifference(found.gradients[name] ?? new Float32Array(0), data), name).toBeLessThan(1e-4);
      }
    }
  }, 60_000);
});

describe("CenterNet's losses", () => {
  it('have the slopes that their gradients say', async () => {
    const targets = encodeBatch(DETECTOR, SIDE, SIDE, truthsOf(3));
    for (const seed of [1, 2, 3]) {
      const { numeric, exact } = await slopes(OBJECTIVE, randomOutputs(3, 1), targets, seed);
      expect(Math.abs(numeric - exact)).toBeLessThan(0.01 * Math.abs(exact) + 0.01);
    }
  });

  it('are finite, as their gradients are, and still pull where a probability is 0 or 1 (would catch a clamp)', async () => {
    const targets = encodeBatch(DETECTOR, SIDE, SIDE, truthsOf(3));
    const outputs = randomOutputs(3, 2000);
    const { loss, gradients } = await runObjective(OBJECTIVE, outputs, targets);
    for (const values of [[loss], ...Object.values(gradients)]) expect(values.every(Number.isFinite)).toBe(true);
    const missed = targets['target/heatmap']?.data.findIndex(
      (value, index) => value === 1 && (outputs['hm']?.data[index] ?? 0) < -100,
    );
    expect(gradients['hm']?.[missed ?? -1]).toBeLessThan(-0.01);
  });

  it('are the same by TensorFlow.js, as are their gradients', async () => {
    const [outputs, targets] = [randomOutputs(3), encodeBatch(DETECTOR, SIDE, SIDE, truthsOf(3))];
    const expected = await runObjective(OBJECTIVE, outputs, targets);
    const found = await runObjective(OBJECTIVE, outputs, targets, await createTensorflowBackend('javascript'));
    expect(Math.abs(found.loss / expected.loss - 1)).toBeLessThan(1e-4);
    for (const [name, gradient] of Object.entries(expected.gradients)) {
      expect(relativeDifference(found.gradients[name] ?? new Float32Array(0), gradient), name).toBeLessThan(1e-4);
    }
  });

  it('are refused where an output is of another shape than the detector says', () => {
    expect(() => centerNetObjective(NETWORK, { ...DETECTOR, classes: 4 })).toThrow(
      /"hm" should be \[N, 4, 16, 16\].*is \[N, 3, 16, 16\]/,
    );
  });
});
