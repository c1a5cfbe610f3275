import { expect, it } from 'vitest';
import { branchForward } from '../../../../src-main/backend/onnxruntime/forward-branch.ts';
import { createGraphBuilder } from '../../../../src-main/graph/builder.ts';

it('moves what the loss needs into a branch, which gives what is read outside: catches a value out of reach', () => {
  const builder = createGraphBuilder('step');
  const images = builder.input('images', 'float32', [2, 3]);
  const active = builder.add('Relu', [images], { name: 'active' });
  const passing = builder.add('Exp', [active], { name: 'passing' });
  const positive = builder.add('Greater', [passing, active], { name: 'positive' });
  const picked = builder.add('Where', [positive, passing, active], { name: 'picked' });
  builder.output(builder.add('ReduceMean', [picked], { name: 'loss' }), 'float32', [1, 1]);
  const gradient = builder.add('Where', [positive, active, images], { name: 'gradient' });
  builder.output(gradient, 'float32', [2, 3]);
  const { nodes } = branchForward(builder.build(), 'yes');
  expect(nodes.map(({ operator, outputs }) => [operator, ...outputs])).toEqual([
    ['If', 'active', 'positive', 'loss'],
    ['Where', 'gradient'],
  ]);
  const branches = ['then_branch', 'else_branch'].map((name) => nodes[0]?.attributes[name]);
  for (const branch of branches) {
    if (branch?.type !== 'graph') throw new Error('a branch is a graph');
    expect(branch.value.outputs.map(({ type, shape }) => [type, shape])).toEqual([
      ['float32', [2, 3]],
      ['bool', [2, 3]],
      ['float32', [1, 1]],
    ]);
  }
});
