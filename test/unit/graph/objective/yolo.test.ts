import { describe, expect, it } from 'vitest';
import { createTensorflowBackend } from '../../../../src-main/backend/tensorflow/backend.ts';
import { yoloObjective } from '../../../../src-main/graph/objective/yolo.ts';
import { floatTensor, type FloatTensor } from '../../../../src-main/graph/tensor.ts';
import type { YoloDetector } from '../../../../src-shared/detector.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import { randomTensor } from '../../../small-network.ts';
import { relativeDifference } from '../gradient-check.ts';
import { askPython, entriesOf, pack, pytorchMissing, unpack } from '../pytorch.ts';
import { encodeBatch, networkWithOutputs, randomTruths, runObjective, slopes } from './run-objective.ts';

const SIDE = 64;
const CLASSES = 3;
const DETECTOR: YoloDetector = {
  kind: 'yolo',
  classes: CLASSES,
  heads: [
    { output: 'coarse', stride: 32, anchors: [[30, 60], [60, 40]] },
    { output: 'fine', stride: 8, anchors: [[6, 8], [10, 20], [20, 12]], centreScale: 1.2 },
  ],
}; // prettier-ignore
const NETWORK = networkWithOutputs(SIDE, SIDE, { coarse: [16, 32], fine: [24, 8] });
const OBJECTIVE = yoloObjective(NETWORK, DETECTOR);

function randomOutputs(images: number, spread = 4): Record<string, FloatTensor> {
  const random = createRandom(7, 'outputs');
  const make = (shape: readonly number[]): FloatTensor => {
    const { data } = randomTensor(random, shape);
    return floatTensor(
      shape,
      data.map((value) => value * spread),
    );
  };
  return { coarse: make([images, 16, 2, 2]), fine: make([images, 24, 8, 8]) };
}

function truthsOf(images: number): ReturnType<typeof randomTruths>[] {
  const random = createRandom(11, 'truths');
  return Array.from({ length: images }, (_, image) => randomTruths(random, 3 * image, SIDE, CLASSES));
}

/** The same losses written with PyTorch's own functions from the objects' cells alone, as the reference code gathers them. */
const PYTORCH = `
import torch
import torch.nn.functional as F
from torchvision.ops import generalized_box_iou
def corners(xywh):
    return torch.cat((xywh[:, :2] - xywh[:, 2:] / 2, xywh[:, :2] + xywh[:, 2:] / 2), 1)
answer = []
for case in given['cases']:
    outputs = {n: torch.tensor(a, requires_grad=True) for n, a in unpack(case['outputs']).items()}
    targets = unpack(case['targets'])
    parts = {'box': torch.zeros(()), 'objectness': torch.zeros(()), 'class': torch.zeros(())}
    for i, head in enumerate(given['heads']):
        raw, target = outputs[head['output']], torch.tensor(targets[f'target/{i}'])
        n, _, h, w = raw.shape
        anchors, scale = torch.tensor(head['anchors']) / head['stride'], head.get('centreScale', 1)
        p = raw.view(n, len(anchors), -1, h, w).permute(0, 1, 3, 4, 2)
        t = target.permute(0, 1, 3, 4, 2)
        b, a, y, x = torch.nonzero(t[..., 4], as_tuple=True)
        parts['objectness'] = parts['objectness'] + 64 / 4800 / n * F.binary_cross_entropy_with_logits(p[..., 4], t[..., 4], reduction='sum')
        if len(b):
            ps, ts = p[b, a, y, x], t[b, a, y, x]
            centre = ps[:, :2].sigmoid() * scale - (scale - 1) / 2 + torch.stack((x, y), 1)
            boxes = torch.cat((centre, ps[:, 2:4].exp() * anchors[a]), 1)
            giou = generalized_box_iou(corners(boxes), corners(ts[:, :4])).diagonal()
            parts['box'] = parts['box'] + 3.2 * (1 - giou).mean()
            parts['class'] = parts['class'] + 0.4 * F.binary_cross_entropy_with_logits(ps[:, 5:], ts[:, 5:], reduction='none').sum(1).mean()
    sum(parts.values()).backward()
    answer.append({'parts': {n: v.item() for n, v in parts.items()}, 'gradients': pack({n: v.grad.numpy() for n, v in outputs.items()})})
`;

describe.skipIf(pytorchMissing !== undefined)(`YOLO's losses by PyTorch ${pytorchMissing ?? ''}`, () => {
  it('are the same with the same gradients, whether many, few or no objects are there', async () => {
    const cases = [truthsOf(4), [[], truthsOf(2)[1] ?? []], [[]]].map((batch) => ({
      outputs: randomOutputs(batch.length),
      targets: encodeBatch(DETECTOR, SIDE, SIDE, batch),
    }));
    const answers = askPython(PYTORCH, {
      heads: DETECTOR.heads,
      cases: cases.map(({ outputs, targets }) => ({ outputs: pack(outputs), targets: pack(targets) })),
    });
    if (!Array.isArray(answers)) throw new Error('PyTorch answered no list');
    expect(answers).toHaveLength(cases.length);
    for (const [index, { outputs, targets }] of cases.entries()) {
      const found = await runObjective(OBJECTIVE, outputs, targets);
      const expected = Object.fromEntries(entriesOf(answers[index]));
      const parts = entriesOf(expected['parts']).map(([name, value]) => [name, Number(value)] as const);
      for (const [name, value] of parts) expect(found.measures[name], name).toBeCloseTo(value, 4);
      expect(found.loss).toBeCloseTo(
        parts.reduce((sum, [, value]) => sum + value, 0),
        3,
      );
      for (const [name, { data }] of Object.entries(unpack(expected['gradients']))) {
        expect(relativeDifference(found.gradients[name] ?? new Float32Array(0), data), name).toBeLessThan(1e-4);
      }
    }
  }, 60_000);
});

describe("YOLO's losses", () => {
  it('have the slopes that their gradients say', async () => {
    const targets = encodeBatch(DETECTOR, SIDE, SIDE, truthsOf(3));
    for (const seed of [1, 2, 3]) {
      const { numeric, exact } = await slopes(OBJECTIVE, randomOutputs(3, 1), targets, seed);
      expect(Math.abs(numeric - exact)).toBeLessThan(0.01 * Math.abs(exact) + 0.01);
    }
  });

  it('are finite, as their gradients are, however wrong the outputs (would catch exp or log overflowing)', async () => {
    const targets = encodeBatch(DETECTOR, SIDE, SIDE, truthsOf(3));
    for (const spread of [200, 2000]) {
      const { loss, gradients } = await runObjective(OBJECTIVE, randomOutputs(3, spread), targets);
      expect(loss).toBeGreaterThan(0);
      for (const values of [[loss], ...Object.values(gradients)]) expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it('move nothing but objectness where there is no object', async () => {
    const targets = encodeBatch(DETECTOR, SIDE, SIDE, [[]]);
    const { measures, gradients } = await runObjective(OBJECTIVE, randomOutputs(1), targets);
    expect(measures).toMatchObject({ box: 0, class: 0 });
    const cells = 64;
    gradients['fine']?.forEach((value, index) => {
      expect(value === 0, String(index)).toBe(Math.floor(index / cells) % (5 + CLASSES) !== 4);
    });
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
    const other = { ...DETECTOR, classes: 4 };
    expect(() => yoloObjective(NETWORK, other)).toThrow(/"coarse" should be \[N, 18, 2, 2\].*is \[N, 16, 2, 2\]/);
  });
});
