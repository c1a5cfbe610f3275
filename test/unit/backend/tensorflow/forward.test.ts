import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../../src-main/backend/backend.ts';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { createTensorflowBackend } from '../../../../src-main/backend/tensorflow/backend.ts';
import { float, int, ints } from '../../../../src-main/graph/attribute.ts';
import { createGraphBuilder, type NodeOptions } from '../../../../src-main/graph/builder.ts';
import { ESPALIER_DOMAIN } from '../../../../src-main/graph/gradients/rule.ts';
import { countElements, floatTensor, int64Tensor, type Tensor } from '../../../../src-main/graph/tensor.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import { relativeDifference } from '../../graph/gradient-check.ts';

interface ForwardCase extends NodeOptions {
  readonly name: string;
  readonly operator: string;
  readonly inputs: readonly (readonly number[])[];
  readonly constants?: readonly Tensor[];
  readonly outputs?: number;
}

const sgd = { momentum: float(0.9), weight_decay: float(0.01), sparsity: float(0.1) };

const CASES: readonly ForwardCase[] = [
  {
    name: 'BatchNormalization of maps',
    operator: 'BatchNormalization',
    inputs: [[2, 3, 4, 5], [3], [3], [3]],
    constants: [floatTensor([3], [0.5, 2, 1])],
    attributes: { epsilon: float(1e-3) },
  },
  {
    name: 'BatchNormalization of rows',
    operator: 'BatchNormalization',
    inputs: [[4, 3], [3], [3], [3]],
    constants: [floatTensor([3], [0.5, 2, 1])],
  },
  { name: 'Sigmoid', operator: 'Sigmoid', inputs: [[3, 5]] },
  { name: 'Softmax', operator: 'Softmax', inputs: [[3, 5]] },
  {
    name: 'Softmax of channels',
    operator: 'Softmax',
    inputs: [[2, 3, 4, 5]],
    attributes: { axis: int(1) },
  },
  { name: 'LogSoftmax', operator: 'LogSoftmax', inputs: [[3, 5]], attributes: { axis: int(-1) } },
  {
    name: 'Mul, repeated',
    operator: 'Mul',
    inputs: [
      [2, 3, 4, 5],
      [3, 1, 1],
    ],
  },
  {
    name: 'MatMul of stacks',
    operator: 'MatMul',
    inputs: [
      [2, 3, 4],
      [2, 4, 5],
    ],
  },
  { name: 'Dropout', operator: 'Dropout', inputs: [[2, 3]] },
  {
    name: 'Gemm, all of it',
    operator: 'Gemm',
    inputs: [[4, 3], [4, 5], [5]],
    attributes: { transA: int(1), alpha: float(0.5), beta: float(2) },
  },
  { name: 'ReduceSum of everything', operator: 'ReduceSum', inputs: [[2, 3, 4]] },
  {
    name: 'ReduceSum along axes',
    operator: 'ReduceSum',
    inputs: [[2, 3, 4]],
    constants: [int64Tensor([0, -1])],
    attributes: { keepdims: int(0) },
  },
  {
    name: 'Slice with a step, bounds from the end and beyond it',
    operator: 'Slice',
    inputs: [[3, 7, 5]],
    constants: [int64Tensor([1, -4]), int64Tensor([2 ** 40, -1]), int64Tensor([1, -1]), int64Tensor([2, 1])],
  },
  {
    name: 'Conv without padding, by ONNX’s defaults',
    operator: 'Conv',
    inputs: [[2, 3, 5, 6], [4, 3, 2, 3], [4]],
  },
  {
    name: 'SgdMomentum with decay and sparsity',
    operator: 'SgdMomentum',
    domain: ESPALIER_DOMAIN,
    inputs: [[3, 4], [3, 4], [3, 4], []],
    outputs: 2,
    attributes: sgd,
  },
  {
    name: 'MaxPool, padded, dilated',
    operator: 'MaxPool',
    inputs: [[2, 2, 7, 6]],
    attributes: {
      kernel_shape: ints([2, 3]),
      strides: ints([2, 1]),
      pads: ints([1, 0, 0, 1]),
      dilations: ints([1, 2]),
    },
  },
];

async function compute(backend: Backend, check: ForwardCase): Promise<Tensor[]> {
  const builder = createGraphBuilder('forward');
  const random = createRandom(1, check.name);
  const feeds = check.inputs.map((shape, index) => {
    const values = Float32Array.from({ length: countElements(shape) }, () => random.normal());
    return [builder.input(`input${index}`, 'float32', shape), floatTensor(shape, values)] as const;
  });
  const constants = (check.constants ?? []).map((tensor) => builder.constant(tensor));
  const names = feeds.map(([name]) => name);
  const outputs = builder.addMany(check.operator, [...names, ...constants], check.outputs ?? 1, check);
  for (const output of outputs) builder.output(output, 'float32', []);
  const graph = { ...builder.build() };
  const executable = await backend.load(graph);
  const results = await executable.run(Object.fromEntries(feeds));
  await executable.release();
  return outputs.flatMap((output) => results[output] ?? []);
}

// Operators that occur in networks, or in updates, but are not differentiated. Would catch a wrong axis, default or bound.
describe('outputs equal those of ONNX Runtime', async () => {
  const onnxRuntime = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });
  const tensorflow = await createTensorflowBackend('javascript');
  it.each(CASES)('$name', async (check) => {
    const expected = await compute(onnxRuntime, check);
    const found = await compute(tensorflow, check);
    expect(expected.length).toBe(check.outputs ?? 1);
    expected.forEach((tensor, index) => {
      const ours = found[index];
      if (tensor.type !== 'float32' || ours?.type !== 'float32') throw new Error('not float32');
      expect(ours.shape).toEqual(tensor.shape);
      expect(relativeDifference(ours.data, tensor.data)).toBeLessThan(1e-5);
    });
  });
});
