import { beforeAll, describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { float, int, ints } from '../../../src-main/graph/attribute.ts';
import { GRADIENT_RULES } from '../../../src-main/graph/gradients/rules.ts';
import { int64Tensor } from '../../../src-main/graph/tensor.ts';
import {
  numericGradients,
  ours,
  ourGradients,
  pytorchGradients,
  relativeDifference,
  type GradientCase,
} from './gradient-check.ts';
import { pytorchMissing } from './pytorch.ts';

const window = (kernel: number, stride = kernel, pads: readonly number[] = [0, 0, 0, 0]) => ({
  kernel_shape: ints([kernel, kernel]),
  strides: ints([stride, stride]),
  pads: ints(pads),
});

const CONVOLUTIONS: GradientCase[] = [
  {
    name: 'Conv 3×3 padded on a large map',
    operator: 'Conv',
    attributes: window(3, 1, [1, 1, 1, 1]),
    inputs: { x: [2, 3, 6, 5], w: [4, 3, 3, 3] },
    pytorch: 'F.conv2d(x, w, padding=1)',
  },
  {
    name: 'Conv 3×3 padded with bias on a small map',
    operator: 'Conv',
    attributes: window(3, 1, [1, 1, 1, 1]),
    inputs: { x: [2, 3, 4, 4], w: [4, 3, 3, 3], b: [4] },
    pytorch: 'F.conv2d(x, w, b, padding=1)',
  },
  {
    name: 'Conv 3×3 padded on a 1×1 map',
    operator: 'Conv',
    attributes: window(3, 1, [1, 1, 1, 1]),
    inputs: { x: [3, 2, 1, 1], w: [4, 2, 3, 3] },
    pytorch: 'F.conv2d(x, w, padding=1)',
  },
  {
    name: 'Conv without attributes, from a large to a small map',
    operator: 'Conv',
    inputs: { x: [2, 3, 5, 6], w: [2, 3, 3, 3], b: [2] },
    pytorch: 'F.conv2d(x, w, b)',
  },
  {
    name: 'Conv 1×1 on a large map',
    operator: 'Conv',
    inputs: { x: [2, 5, 5, 5], w: [4, 5, 1, 1], b: [4] },
    pytorch: 'F.conv2d(x, w, b)',
  },
  {
    name: 'Conv 1×1 on a small map',
    operator: 'Conv',
    inputs: { x: [2, 5, 2, 3], w: [4, 5, 1, 1] },
    pytorch: 'F.conv2d(x, w)',
  },
  {
    name: 'Conv 1×1, stride 2',
    operator: 'Conv',
    attributes: window(1, 2),
    inputs: { x: [2, 3, 6, 6], w: [4, 3, 1, 1] },
    pytorch: 'F.conv2d(x, w, stride=2)',
  },
  {
    name: 'Conv, stride 2, last row and column out of reach',
    operator: 'Conv',
    attributes: window(3, 2),
    inputs: { x: [2, 3, 8, 6], w: [4, 3, 3, 3], b: [4] },
    pytorch: 'F.conv2d(x, w, b, stride=2)',
  },
  {
    name: 'Conv, strides 2 and 3, padded, large map',
    operator: 'Conv',
    attributes: { strides: ints([2, 3]), pads: ints([1, 1, 1, 1]) },
    inputs: { x: [1, 2, 11, 14], w: [3, 2, 3, 3] },
    pytorch: 'F.conv2d(x, w, stride=(2, 3), padding=1)',
  },
  {
    name: 'Conv, asymmetric pads, large map',
    operator: 'Conv',
    attributes: { pads: ints([0, 1, 2, 0]) },
    inputs: { x: [2, 2, 6, 7], w: [3, 2, 3, 3] },
    pytorch: 'F.conv2d(F.pad(x, (1, 0, 0, 2)), w)',
  },
  {
    name: 'Conv, asymmetric pads, small map',
    operator: 'Conv',
    attributes: { pads: ints([2, 0, 1, 1]) },
    inputs: { x: [2, 2, 3, 4], w: [3, 2, 3, 3], b: [3] },
    pytorch: 'F.conv2d(F.pad(x, (0, 1, 2, 1)), w, b)',
  },
  {
    name: 'Conv, stride 2 and asymmetric pads',
    operator: 'Conv',
    attributes: window(3, 2, [0, 1, 1, 0]),
    inputs: { x: [2, 2, 7, 6], w: [3, 2, 3, 3] },
    pytorch: 'F.conv2d(F.pad(x, (1, 0, 0, 1)), w, stride=2)',
  },
  {
    name: 'Conv, more padding than the kernel reaches',
    operator: 'Conv',
    attributes: { pads: ints([3, 2, 2, 3]) },
    inputs: { x: [1, 2, 4, 4], w: [3, 2, 2, 2] },
    pytorch: 'F.conv2d(F.pad(x, (2, 3, 3, 2)), w)',
  },
  {
    name: 'Conv, 2×3 kernel, large map',
    operator: 'Conv',
    attributes: { pads: ints([1, 1, 0, 1]) },
    inputs: { x: [2, 2, 6, 5], w: [3, 2, 2, 3] },
    pytorch: 'F.conv2d(F.pad(x, (1, 1, 1, 0)), w)',
  },
  {
    name: 'Conv, dilation 2, large map',
    operator: 'Conv',
    attributes: { dilations: ints([2, 2]), pads: ints([2, 2, 2, 2]) },
    inputs: { x: [1, 3, 7, 6], w: [2, 3, 3, 3] },
    pytorch: 'F.conv2d(x, w, padding=2, dilation=2)',
  },
  {
    name: 'Conv, dilation 2, small map',
    operator: 'Conv',
    attributes: { dilations: ints([2, 2]), pads: ints([2, 2, 2, 2]) },
    inputs: { x: [2, 3, 3, 4], w: [2, 3, 3, 3] },
    pytorch: 'F.conv2d(x, w, padding=2, dilation=2)',
  },
  {
    name: 'Conv, dilations 2 and 1, stride 2',
    operator: 'Conv',
    attributes: { dilations: ints([2, 1]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) },
    inputs: { x: [1, 3, 8, 7], w: [2, 3, 3, 3] },
    pytorch: 'F.conv2d(x, w, padding=1, stride=2, dilation=(2, 1))',
  },
  {
    name: 'Conv in 2 groups, large map',
    operator: 'Conv',
    attributes: { ...window(3, 1, [1, 1, 1, 1]), group: int(2) },
    inputs: { x: [2, 4, 5, 4], w: [6, 2, 3, 3], b: [6] },
    pytorch: 'F.conv2d(x, w, b, padding=1, groups=2)',
  },
  {
    name: 'Conv in 2 groups, small map, stride 2',
    operator: 'Conv',
    attributes: { ...window(3, 2, [1, 1, 1, 1]), group: int(2) },
    inputs: { x: [2, 4, 4, 4], w: [6, 2, 3, 3] },
    pytorch: 'F.conv2d(x, w, stride=2, padding=1, groups=2)',
  },
  {
    name: 'Conv, depthwise',
    operator: 'Conv',
    attributes: { ...window(3, 1, [1, 1, 1, 1]), group: int(4) },
    inputs: { x: [2, 4, 5, 5], w: [4, 1, 3, 3] },
    pytorch: 'F.conv2d(x, w, padding=1, groups=4)',
  },
  {
    name: 'Conv, depthwise with two filters a channel, dilated',
    operator: 'Conv',
    attributes: { ...window(3, 1, [2, 2, 2, 2]), dilations: ints([2, 2]), group: int(3) },
    inputs: { x: [1, 3, 6, 5], w: [6, 1, 3, 3], b: [6] },
    pytorch: 'F.conv2d(x, w, b, padding=2, dilation=2, groups=3)',
  },
  {
    name: 'Conv with many channels on a large map',
    operator: 'Conv',
    attributes: window(3, 1, [1, 1, 1, 1]),
    inputs: { x: [12, 250, 5, 5], w: [130, 250, 3, 3] },
    pytorchOnly: 'size',
    pytorch: 'F.conv2d(x, w, padding=1)',
  },
  {
    name: 'Conv with many channels on a small map',
    operator: 'Conv',
    attributes: window(3, 1, [1, 1, 1, 1]),
    inputs: { x: [12, 250, 2, 2], w: [130, 250, 3, 3] },
    pytorchOnly: 'size',
    pytorch: 'F.conv2d(x, w, padding=1)',
  },
];

const NORMALISATION: GradientCase[] = [
  {
    name: 'BatchNormTraining',
    operator: 'BatchNormTraining',
    attributes: { epsilon: float(1e-3), share: float(0.1) },
    inputs: { x: [3, 4, 3, 2], scale: [4], bias: [4], mean: [4], variance: [4] },
    values: { scale: [0.5, -1.5, 2, 0.25] },
    frozen: ['mean', 'variance'],
    outputs: 5,
    ...ours,
    pytorch: 'F.batch_norm(x, None, None, scale, bias, True, 0.1, 1e-3)',
  },
  {
    name: 'BatchNormTraining far from zero',
    operator: 'BatchNormTraining',
    attributes: { epsilon: float(1e-5), share: float(0.1) },
    inputs: { x: [4, 1, 2, 2], scale: [1], bias: [1], mean: [1], variance: [1] },
    values: { x: Array.from({ length: 16 }, (_, index) => 3 + Math.sin(index * index)) },
    frozen: ['mean', 'variance'],
    outputs: 5,
    ...ours,
    pytorch: 'F.batch_norm(x, None, None, scale, bias, True, 0.1, 1e-5)',
  },
];

const ACTIVATIONS: GradientCase[] = [
  { name: 'Relu', operator: 'Relu', inputs: { x: [3, 4, 2, 2] }, pytorch: 'x.relu()' },
  {
    name: 'Relu at zero',
    operator: 'Relu',
    inputs: { x: [5] },
    values: { x: [0, -0, 1, -1, 0] },
    pytorchOnly: 'kink',
    pytorch: 'x.relu()',
  },
  { name: 'LeakyRelu, default slope', operator: 'LeakyRelu', inputs: { x: [3, 11] }, pytorch: 'F.leaky_relu(x, 0.01)' },
  {
    name: 'LeakyRelu, slope 0.1',
    operator: 'LeakyRelu',
    attributes: { alpha: float(0.1) },
    inputs: { x: [3, 11] },
    pytorch: 'F.leaky_relu(x, 0.1)',
  },
  {
    name: 'LeakyRelu at zero',
    operator: 'LeakyRelu',
    attributes: { alpha: float(0.25) },
    inputs: { x: [3] },
    values: { x: [0, 2, -2] },
    pytorchOnly: 'kink',
    pytorch: 'F.leaky_relu(x, 0.25)',
  },
  { name: 'Identity', operator: 'Identity', inputs: { x: [2, 3] }, pytorch: 'x' },
  {
    name: 'SoftmaxCrossEntropy',
    operator: 'SoftmaxCrossEntropy',
    attributes: { classes: int(5) },
    inputs: { logits: [4, 5] },
    constants: { labels: int64Tensor([0, 4, 2, 2]) },
    outputs: 3,
    ...ours,
    pytorch: 'F.cross_entropy(logits, labels)',
  },
  {
    name: 'SoftmaxCrossEntropy of large logits',
    operator: 'SoftmaxCrossEntropy',
    attributes: { classes: int(3) },
    inputs: { logits: [2, 3] },
    values: { logits: [90, 91, -80, -200, 300, 299] },
    constants: { labels: int64Tensor([0, 2]) },
    outputs: 3,
    ...ours,
    pytorchOnly: 'kink',
    pytorch: 'F.cross_entropy(logits, labels)',
  },
];

const POOLINGS: GradientCase[] = [
  {
    name: 'MaxPool 2×2',
    operator: 'MaxPool',
    attributes: window(2),
    inputs: { x: [2, 3, 4, 6] },
    pytorch: 'F.max_pool2d(x, 2)',
  },
  {
    name: 'MaxPool 2×2 of an odd map',
    operator: 'MaxPool',
    attributes: window(2),
    inputs: { x: [2, 2, 5, 7] },
    pytorch: 'F.max_pool2d(x, 2)',
  },
  {
    name: 'MaxPool 2×2, stride 3',
    operator: 'MaxPool',
    attributes: window(2, 3),
    inputs: { x: [1, 2, 7, 9] },
    pytorch: 'F.max_pool2d(x, 2, 3)',
  },
  {
    name: 'MaxPool 3×3, disjoint, padded',
    operator: 'MaxPool',
    attributes: window(3, 3, [1, 1, 1, 1]),
    inputs: { x: [2, 2, 7, 4] },
    pytorch: 'F.max_pool2d(x, 3, 3, 1)',
  },
  {
    name: 'MaxPool 3×3, stride 1, overlapping',
    operator: 'MaxPool',
    attributes: window(3, 1),
    inputs: { x: [2, 2, 5, 6] },
    pytorch: 'F.max_pool2d(x, 3, 1)',
  },
  {
    name: 'MaxPool 3×3, stride 2, padded, overlapping',
    operator: 'MaxPool',
    attributes: window(3, 2, [1, 1, 1, 1]),
    inputs: { x: [2, 2, 6, 6] },
    pytorch: 'F.max_pool2d(x, 3, 2, 1)',
  },
  {
    name: 'MaxPool, asymmetric pads, dilated',
    operator: 'MaxPool',
    attributes: { ...window(2, 2, [1, 0, 0, 1]), dilations: ints([2, 2]) },
    inputs: { x: [1, 2, 6, 6] },
    pytorch: 'F.max_pool2d(F.pad(x, (0, 1, 1, 0), value=-1e30), 2, 2, dilation=2)',
  },
  {
    name: 'MaxPool of ties goes to the first',
    operator: 'MaxPool',
    attributes: window(2),
    inputs: { x: [1, 2, 4, 4] },
    values: { x: [0, 0, 1, 2, 0, 0, 2, 1, 3, 3, 0, 5, 3, 1, 5, 5, ...new Array<number>(16).fill(0)] },
    pytorchOnly: 'kink',
    pytorch: 'F.max_pool2d(x, 2)',
  },
  {
    name: 'MaxPool of ties where windows overlap',
    operator: 'MaxPool',
    attributes: window(3, 1, [1, 1, 1, 1]),
    inputs: { x: [2, 1, 4, 4] },
    values: { x: Array.from({ length: 32 }, (_, index) => (index * index) % 3) },
    pytorchOnly: 'kink',
    pytorch: 'F.max_pool2d(x, 3, 1, 1)',
  },
  {
    name: 'AveragePool 2×2',
    operator: 'AveragePool',
    attributes: window(2),
    inputs: { x: [2, 3, 4, 5] },
    pytorch: 'F.avg_pool2d(x, 2)',
  },
  {
    name: 'AveragePool 3×3, stride 2, padded, padding not counted (ONNX default)',
    operator: 'AveragePool',
    attributes: window(3, 2, [1, 1, 1, 1]),
    inputs: { x: [2, 2, 6, 5] },
    pytorch: 'F.avg_pool2d(x, 3, 2, 1, count_include_pad=False)',
  },
  {
    name: 'AveragePool 3×3, stride 2, padded, padding counted (PyTorch default)',
    operator: 'AveragePool',
    attributes: { ...window(3, 2, [1, 1, 1, 1]), count_include_pad: int(1) },
    inputs: { x: [2, 2, 6, 5] },
    pytorch: 'F.avg_pool2d(x, 3, 2, 1)',
  },
  {
    name: 'AveragePool, overlapping, asymmetric pads, padding not counted',
    operator: 'AveragePool',
    attributes: { kernel_shape: ints([2, 3]), pads: ints([1, 0, 0, 2]) },
    inputs: { x: [1, 2, 4, 5] },
    pytorch:
      'F.avg_pool2d(F.pad(x, (0, 2, 1, 0)), (2, 3), 1) / F.avg_pool2d(F.pad(torch.ones_like(x), (0, 2, 1, 0)), (2, 3), 1)',
  },
  {
    name: 'GlobalAveragePool',
    operator: 'GlobalAveragePool',
    inputs: { x: [2, 3, 3, 2] },
    pytorch: 'x.mean((2, 3), keepdim=True)',
  },
];

const ALGEBRA: GradientCase[] = [
  { name: 'Flatten', operator: 'Flatten', inputs: { x: [2, 3, 2, 2] }, pytorch: 'x.flatten(1)' },
  {
    name: 'Flatten at axis -1',
    operator: 'Flatten',
    attributes: { axis: int(-1) },
    inputs: { x: [2, 3, 4] },
    pytorch: 'x.reshape(6, 4)',
  },
  {
    name: 'Reshape',
    operator: 'Reshape',
    inputs: { x: [2, 3, 4] },
    constants: { shape: int64Tensor([0, -1, 2]) },
    pytorch: 'x.reshape(2, 6, 2)',
  },
  {
    name: 'Gemm, transB 1, with bias',
    operator: 'Gemm',
    attributes: { transB: int(1) },
    inputs: { x: [3, 4], w: [5, 4], b: [5] },
    pytorch: 'x @ w.T + b',
  },
  {
    name: 'Gemm, transB 1, without bias',
    operator: 'Gemm',
    attributes: { transB: int(1) },
    inputs: { x: [3, 4], w: [5, 4] },
    pytorch: 'x @ w.T',
  },
  {
    name: 'Gemm, transB 0, with bias',
    operator: 'Gemm',
    inputs: { x: [3, 4], w: [4, 5], b: [5] },
    pytorch: 'x @ w + b',
  },
  { name: 'Gemm, transB 0, without bias', operator: 'Gemm', inputs: { x: [3, 4], w: [4, 5] }, pytorch: 'x @ w' },
  {
    name: 'Gemm, bias of one value',
    operator: 'Gemm',
    inputs: { x: [3, 4], w: [4, 5], b: [1] },
    pytorch: 'x @ w + b',
  },
  {
    name: 'Gemm, bias a column',
    operator: 'Gemm',
    inputs: { x: [3, 4], w: [4, 5], b: [3, 1] },
    pytorch: 'x @ w + b',
  },
  { name: 'Add', operator: 'Add', inputs: { a: [2, 3, 4], b: [2, 3, 4] }, pytorch: 'a + b' },
  {
    name: 'Add, a channel’s value to every pixel',
    operator: 'Add',
    inputs: { a: [2, 3, 2, 2], b: [3, 1, 1] },
    pytorch: 'a + b',
  },
  { name: 'Add, both repeated', operator: 'Add', inputs: { a: [2, 1, 4], b: [3, 1] }, pytorch: 'a + b' },
  { name: 'Add, a scalar', operator: 'Add', inputs: { a: [], b: [2, 3] }, pytorch: 'a + b' },
  {
    name: 'Concat of channels',
    operator: 'Concat',
    attributes: { axis: int(1) },
    inputs: { a: [2, 1, 2, 3], b: [2, 3, 2, 3], c: [2, 2, 2, 3] },
    pytorch: 'torch.cat([a, b, c], 1)',
  },
  {
    name: 'Concat along the last axis, counted from the end',
    operator: 'Concat',
    attributes: { axis: int(-1) },
    inputs: { a: [2, 3], b: [2, 2] },
    pytorch: 'torch.cat([a, b], -1)',
  },
];

const CASES = [...CONVOLUTIONS, ...NORMALISATION, ...ACTIVATIONS, ...POOLINGS, ...ALGEBRA];
const backend = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });

/** Would catch a rule or a lowering that is added without a check of its gradient. */
it('checks every operator that has a gradient', () => {
  expect(new Set(CASES.map(({ operator }) => operator))).toEqual(new Set(GRADIENT_RULES.keys()));
});

// Would catch a wrong sign, axis, window, padding or divisor in a rule or its lowering; the forward pass of a convolution
// is lowered in a training graph only, so the outputs are compared as well.
describe('gradients by finite differences', () => {
  it.each(CASES.filter(({ pytorchOnly }) => pytorchOnly === undefined))('$name', async (check) => {
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
    answers = pytorchGradients(CASES);
  }, 120_000);

  it.each(CASES.map((check, index) => ({ ...check, index })))('$name', async ({ index, ...check }) => {
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
