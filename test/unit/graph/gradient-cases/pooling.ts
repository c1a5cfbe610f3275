import { int, ints } from '../../../../src-main/graph/attribute.ts';
import type { GradientCase } from '../gradient-check.ts';
import { squareWindow } from './square-window.ts';

export const poolingCases: readonly GradientCase[] = [
  {
    name: 'MaxPool 2×2',
    operator: 'MaxPool',
    attributes: squareWindow(2),
    inputs: { x: [2, 3, 4, 6] },
    pytorch: 'F.max_pool2d(x, 2)',
  },
  {
    name: 'MaxPool 2×2 of an odd map',
    operator: 'MaxPool',
    attributes: squareWindow(2),
    inputs: { x: [2, 2, 5, 7] },
    pytorch: 'F.max_pool2d(x, 2)',
  },
  {
    name: 'MaxPool 2×2, stride 3',
    operator: 'MaxPool',
    attributes: squareWindow(2, 3),
    inputs: { x: [1, 2, 7, 9] },
    pytorch: 'F.max_pool2d(x, 2, 3)',
  },
  {
    name: 'MaxPool 3×3, disjoint, padded',
    operator: 'MaxPool',
    attributes: squareWindow(3, 3, [1, 1, 1, 1]),
    inputs: { x: [2, 2, 7, 4] },
    pytorch: 'F.max_pool2d(x, 3, 3, 1)',
  },
  {
    name: 'MaxPool 3×3, stride 1, overlapping',
    operator: 'MaxPool',
    attributes: squareWindow(3, 1),
    inputs: { x: [2, 2, 5, 6] },
    pytorch: 'F.max_pool2d(x, 3, 1)',
  },
  {
    name: 'MaxPool 3×3, stride 2, padded, overlapping',
    operator: 'MaxPool',
    attributes: squareWindow(3, 2, [1, 1, 1, 1]),
    inputs: { x: [2, 2, 6, 6] },
    pytorch: 'F.max_pool2d(x, 3, 2, 1)',
  },
  {
    name: 'MaxPool, asymmetric pads, dilated',
    operator: 'MaxPool',
    attributes: { ...squareWindow(2, 2, [1, 0, 0, 1]), dilations: ints([2, 2]) },
    inputs: { x: [1, 2, 6, 6] },
    pytorch: 'F.max_pool2d(F.pad(x, (0, 1, 1, 0), value=-1e30), 2, 2, dilation=2)',
  },
  {
    name: 'MaxPool of ties goes to the first',
    operator: 'MaxPool',
    attributes: squareWindow(2),
    inputs: { x: [1, 2, 4, 4] },
    values: { x: [0, 0, 1, 2, 0, 0, 2, 1, 3, 3, 0, 5, 3, 1, 5, 5, ...new Array<number>(16).fill(0)] },
    pytorchOnly: 'kink',
    pytorch: 'F.max_pool2d(x, 2)',
  },
  {
    name: 'MaxPool of ties where windows overlap',
    operator: 'MaxPool',
    attributes: squareWindow(3, 1, [1, 1, 1, 1]),
    inputs: { x: [2, 1, 4, 4] },
    values: { x: Array.from({ length: 32 }, (_, index) => (index * index) % 3) },
    pytorchOnly: 'kink',
    pytorch: 'F.max_pool2d(x, 3, 1, 1)',
  },
  {
    name: 'AveragePool 2×2',
    operator: 'AveragePool',
    attributes: squareWindow(2),
    inputs: { x: [2, 3, 4, 5] },
    pytorch: 'F.avg_pool2d(x, 2)',
  },
  {
    name: 'AveragePool 3×3, stride 2, padded, padding not counted (ONNX default)',
    operator: 'AveragePool',
    attributes: squareWindow(3, 2, [1, 1, 1, 1]),
    inputs: { x: [2, 2, 6, 5] },
    pytorch: 'F.avg_pool2d(x, 3, 2, 1, count_include_pad=False)',
  },
  {
    name: 'AveragePool 3×3, stride 2, padded, padding counted (PyTorch default)',
    operator: 'AveragePool',
    attributes: { ...squareWindow(3, 2, [1, 1, 1, 1]), count_include_pad: int(1) },
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
