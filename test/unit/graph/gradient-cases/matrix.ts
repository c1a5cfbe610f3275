import { int } from '../../../../src-main/graph/attribute.ts';
import type { GradientCase } from '../gradient-check.ts';

export const matrixCases: readonly GradientCase[] = [
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
  { name: 'MatMul', operator: 'MatMul', inputs: { x: [3, 4], w: [4, 5] }, pytorch: 'x @ w' },
  {
    name: 'MatMul of stacks with one matrix',
    operator: 'MatMul',
    inputs: { x: [2, 3, 4], w: [4, 5] },
    pytorch: 'x @ w',
  },
];
