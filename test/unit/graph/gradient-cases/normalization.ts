import { float } from '../../../../src-main/graph/attribute.ts';
import { ours, type GradientCase } from '../gradient-check.ts';

export const normalizationCases: readonly GradientCase[] = [
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
