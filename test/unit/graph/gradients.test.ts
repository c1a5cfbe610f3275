import { beforeAll, describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { GRADIENT_RULES } from '../../../src-main/graph/gradients/rules.ts';
import { text } from '../../../src-main/graph/attribute.ts';
import { floatTensor, int64Tensor } from '../../../src-main/graph/tensor.ts';
import { GRADIENT_CASES } from './gradient-cases/cases.ts';
import {
  numericGradients,
  ourGradients,
  pytorchGradients,
  relativeDifference,
  type GradientCase,
} from './gradient-check.ts';
import { pytorchMissing } from './pytorch.ts';

const backend = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });

/** Would catch a rule or a lowering that is added without a check of its gradient. */
it('checks every operator that has a gradient', () => {
  expect(new Set(GRADIENT_CASES.map(({ operator }) => operator))).toEqual(new Set(GRADIENT_RULES.keys()));
});

// Would catch a wrong sign, axis, window, padding or divisor in a rule or its lowering; the forward pass of a convolution
// is lowered in a training graph only, so the outputs are compared as well.
describe('gradients by finite differences', () => {
  it.each(GRADIENT_CASES.filter(({ pytorchOnly }) => pytorchOnly === undefined))('$name', async (check) => {
    const [found, expected] = [await ourGradients(backend, check), await numericGradients(backend, check)];
    expect(relativeDifference(found.output, expected.output)).toBeLessThan(1e-5);
    for (const [input, gradient] of Object.entries(expected.gradients)) {
      expect(relativeDifference(found.gradients[input] ?? new Float32Array(0), gradient), input).toBeLessThan(2e-3);
    }
  });
});

// The same against an implementation we did not write, also at kinks and at sizes where lowerings change their way.
describe.skipIf(pytorchMissing !== undefined)(`gradients by PyTorch ${pytorchMissing ?? ''}`, () => {
  let answers: ReturnType<typeof pytorchGradients> = [];
  beforeAll(() => {
    answers = pytorchGradients(GRADIENT_CASES);
  }, 120_000);

  it.each(GRADIENT_CASES.map((check, index) => ({ ...check, index })))('$name', async ({ index, ...check }) => {
    const found = await ourGradients(backend, check);
    const expected = answers[index];
    expect(relativeDifference(found.output, expected?.output ?? new Float32Array(0))).toBeLessThan(1e-4);
    const gradients = Object.entries(expected?.gradients ?? {});
    expect(gradients.length).toBe(Object.keys(found.gradients).length);
    for (const [input, gradient] of gradients) {
      expect(relativeDifference(found.gradients[input] ?? new Float32Array(0), gradient), input).toBeLessThan(1e-4);
    }
  });
});

// Would catch a gradient that is wrong without a word where a rule covers only part of an operator.
describe('gradients refuse, naming the node', () => {
  it.each<[string, GradientCase]>([
    [
      'Resize "operator": only whole repetitions',
      {
        name: 'a linear resize',
        operator: 'Resize',
        attributes: { mode: text('linear') },
        inputs: { x: [1, 1, 2, 2] },
        constants: { region: floatTensor([0], []), scales: floatTensor([4], [1, 1, 2, 2]) },
        pytorch: '',
      },
    ],
    [
      'Resize "operator": only whole repetitions',
      {
        name: 'a resize that is no whole number of times as large',
        operator: 'Resize',
        inputs: { x: [1, 1, 2, 2] },
        constants: { region: floatTensor([0], []), scales: floatTensor([4], [1, 1, 1.5, 2]) },
        pytorch: '',
      },
    ],
    [
      'Slice "operator": only steps of 1',
      {
        name: 'a slice by steps',
        operator: 'Slice',
        inputs: { x: [4] },
        constants: {
          starts: int64Tensor([0]),
          ends: int64Tensor([4]),
          axes: int64Tensor([0]),
          steps: int64Tensor([2]),
        },
        pytorch: '',
      },
    ],
    [
      'Pad "operator": only padding with a constant',
      {
        name: 'a padding by reflection',
        operator: 'Pad',
        attributes: { mode: text('reflect') },
        inputs: { x: [4] },
        constants: { pads: int64Tensor([1, 1]) },
        pytorch: '',
      },
    ],
    [
      'MatMul "operator": only a product with one matrix',
      { name: 'a product of stacks', operator: 'MatMul', inputs: { x: [2, 3, 4], w: [2, 4, 5] }, pytorch: '' },
    ],
  ])('%s', async (message, check) => {
    await expect(ourGradients(backend, check)).rejects.toThrow(message);
  });
});
