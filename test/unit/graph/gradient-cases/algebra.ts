import { int } from '../../../../src-main/graph/attribute.ts';
import { int64Tensor } from '../../../../src-main/graph/tensor.ts';
import type { GradientCase } from '../gradient-check.ts';

export const algebraCases: readonly GradientCase[] = [
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
