import type { GradientCase } from '../gradient-check.ts';

/** No two alike, nor like those of other inputs. */
const scattered = Array.from({ length: 15 }, (_, index) => Math.sin(7 * index + 1));
const awayFromZero = [0.5, -1.5, 2, 0.75, -0.6, 3];

export const arithmeticCases: readonly GradientCase[] = [
  { name: 'Add', operator: 'Add', inputs: { a: [2, 3, 4], b: [2, 3, 4] }, pytorch: 'a + b' },
  {
    name: 'Add, a channel’s value to every pixel',
    operator: 'Add',
    inputs: { a: [2, 3, 2, 2], b: [3, 1, 1] },
    pytorch: 'a + b',
  },
  { name: 'Add, both repeated', operator: 'Add', inputs: { a: [2, 1, 4], b: [3, 1] }, pytorch: 'a + b' },
  { name: 'Add, a scalar', operator: 'Add', inputs: { a: [], b: [2, 3] }, pytorch: 'a + b' },
  { name: 'Sub', operator: 'Sub', inputs: { a: [2, 3, 4], b: [2, 3, 4] }, pytorch: 'a - b' },
  { name: 'Sub, both repeated', operator: 'Sub', inputs: { a: [2, 1, 4], b: [3, 1] }, pytorch: 'a - b' },
  { name: 'Mul', operator: 'Mul', inputs: { a: [2, 3], b: [2, 3] }, pytorch: 'a * b' },
  {
    name: 'Mul, a channel’s value on every pixel',
    operator: 'Mul',
    inputs: { a: [2, 3, 2, 2], b: [3, 1, 1] },
    pytorch: 'a * b',
  },
  { name: 'Mul, a scalar', operator: 'Mul', inputs: { a: [], b: [2, 3] }, pytorch: 'a * b' },
  {
    name: 'Div',
    operator: 'Div',
    inputs: { a: [2, 3], b: [2, 3] },
    values: { b: awayFromZero },
    pytorch: 'a / b',
  },
  {
    name: 'Div, both repeated',
    operator: 'Div',
    inputs: { a: [2, 1, 4], b: [6, 1] },
    values: { b: awayFromZero },
    pytorch: 'a / b',
  },
  {
    name: 'Min',
    operator: 'Min',
    inputs: { a: [3, 5], b: [3, 5] },
    values: { b: scattered },
    pytorch: 'torch.minimum(a, b)',
  },
  {
    name: 'Max',
    operator: 'Max',
    inputs: { a: [3, 5], b: [3, 5] },
    values: { b: scattered },
    pytorch: 'torch.maximum(a, b)',
  },
  {
    name: 'Max of three, repeated',
    operator: 'Max',
    inputs: { a: [2, 1, 4], b: [3, 1], c: [] },
    pytorch: 'torch.maximum(torch.maximum(a, b), c)',
  },
  {
    name: 'Min of three, repeated',
    operator: 'Min',
    inputs: { a: [4], b: [2, 3, 1], c: [3, 4] },
    values: { a: [0.4, -0.3, 0.6, -0.9], b: [0.5, -0.4, 1, 0.2, -0.2, 0.7] },
    pytorch: 'torch.minimum(torch.minimum(a, b), c)',
  },
  {
    name: 'Max of ties goes to the first operand',
    operator: 'Max',
    inputs: { a: [4], b: [4], c: [4] },
    values: { a: [1, 0, 0, 2], b: [1, 1, 0, 2], c: [1, 1, 0, 3] },
    pytorchOnly: 'kink',
    pytorch: 'torch.stack([a, b, c]).max(0)[0]',
  },
  {
    name: 'Min of ties goes to the first operand',
    operator: 'Min',
    inputs: { a: [4], b: [4] },
    values: { a: [1, 0, 2, 2], b: [1, 1, 0, 2] },
    pytorchOnly: 'kink',
    pytorch: 'torch.where(a <= b, a, b)',
  },
  {
    name: 'Where, both repeated',
    operator: 'Where',
    leading: { condition: { type: 'bool', shape: [2, 1], data: Uint8Array.from([1, 0]) } },
    inputs: { a: [1, 3], b: [2, 1] },
    pytorch: 'torch.where(torch.tensor([[True], [False]]), a, b)',
  },
];
