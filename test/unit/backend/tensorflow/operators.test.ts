import { expect, describe, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { createTensorflowBackend } from '../../../../src-main/backend/tensorflow/backend.ts';
import { HANDLERS } from '../../../../src-main/backend/tensorflow/handlers.ts';
import { GRADIENT_SHAPE_RULES } from '../../../../src-main/graph/gradients/shape-rules.ts';
import { GRADIENT_RULES } from '../../../../src-main/graph/gradients/rules.ts';
import { ESPALIER_DOMAIN } from '../../../../src-main/graph/gradients/rule.ts';
import { SHAPE_RULES, STEP_SHAPE_RULES } from '../../../../src-main/graph/shape-rules/rules.ts';
import { GRADIENT_CASES } from '../../graph/gradient-cases/cases.ts';
import { ourGradients, relativeDifference } from '../../graph/gradient-check.ts';

// The sizes at which ONNX Runtime's lowerings change their way mean nothing here, and take long.
const CASES = GRADIENT_CASES.filter(({ pytorchOnly }) => pytorchOnly !== 'size');
const onnxRuntime = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });
const tensorflow = await createTensorflowBackend('javascript');

describe('the operators of the TensorFlow.js backend', () => {
  it('are all that graphs may hold', () => {
    // Would catch an operator that is added to the graphs alone, and first missed in the middle of somebody's run.
    const standard = HANDLERS.get('') ?? new Map<string, unknown>();
    const own = HANDLERS.get(ESPALIER_DOMAIN) ?? new Map<string, unknown>();
    expect([...SHAPE_RULES.keys(), ...STEP_SHAPE_RULES.keys()].filter((operator) => !standard.has(operator))).toEqual(
      [],
    );
    expect([...GRADIENT_SHAPE_RULES.keys()].filter((operator) => !own.has(operator))).toEqual([]);
    expect([...GRADIENT_RULES.keys()].filter((operator) => !standard.has(operator) && !own.has(operator))).toEqual([]);
  });
});

// Would catch a wrong layout, window, padding, group, axis, divisor or tie in a handler: the same graph by two engines.
describe('outputs and gradients equal those of ONNX Runtime', () => {
  it.each(CASES)('$name', async (check) => {
    const expected = await ourGradients(onnxRuntime, check);
    const found = await ourGradients(tensorflow, check);
    expect(relativeDifference(found.output, expected.output)).toBeLessThan(1e-4);
    const gradients = Object.entries(expected.gradients);
    expect(gradients.length).toBeGreaterThan(0);
    for (const [input, gradient] of gradients) {
      expect(relativeDifference(found.gradients[input] ?? new Float32Array(0), gradient), input).toBeLessThan(1e-4);
    }
  });
});
