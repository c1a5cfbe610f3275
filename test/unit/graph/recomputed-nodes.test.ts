import { expect, it } from 'vitest';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import { findRecomputed } from '../../../src-main/graph/recomputed-nodes.ts';
import { inferShapes } from '../../../src-main/graph/shape-inference.ts';
import { zeros } from '../../../src-main/graph/tensor.ts';

it('leaves meetings of branches, large convolutions, and the second of two small ones: catches chains that take each other along', () => {
  const builder = createGraphBuilder('branches');
  const convolve = (name: string, value: string, filters: number, channels: number): string =>
    builder.add('Conv', [value, builder.weight(`${name}.weight`, zeros([filters, channels, 1, 1]))], { name });
  const activate = (name: string, value: string): string => builder.add('Relu', [value], { name });
  const images = builder.input('images', 'float32', [1, 3, 8, 8]);
  const first = activate('first.relu', convolve('first', images, 200, 3));
  const large = activate('large.relu', convolve('large', first, 16, 200));
  const small = activate('small.relu', convolve('small', large, 16, 16));
  const second = activate('second.relu', convolve('second', small, 16, 16));
  const sum = builder.add('Add', [second, large], { name: 'sum' });
  const shifted = builder.add('Add', [sum, builder.weight('shift', zeros([1, 16, 1, 1]))], { name: 'shifted' });
  builder.add('Concat', [shifted, small], { name: 'route', attributes: { axis: { type: 'int', value: 1 } } });
  const graph = builder.build();
  const names = [...findRecomputed(graph.nodes, inferShapes(graph))].map(({ name }) => name);
  expect(names).toEqual(['first', 'first.relu', 'large.relu', 'small', 'small.relu', 'second.relu', 'shifted']);
});
