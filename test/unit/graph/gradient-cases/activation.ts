import { float, int } from '../../../../src-main/graph/attribute.ts';
import { int64Tensor } from '../../../../src-main/graph/tensor.ts';
import { ours, type GradientCase } from '../gradient-check.ts';

export const activationCases: readonly GradientCase[] = [
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
