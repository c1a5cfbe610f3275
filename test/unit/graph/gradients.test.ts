import { beforeAll, describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { GRADIENT_RULES } from '../../../src-main/graph/gradients/rules.ts';
import { GRADIENT_CASES } from './gradient-cases/cases.ts';
import { numericGradients, ourGradients, pytorchGradients, relativeDifference } from './gradient-check.ts';
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
