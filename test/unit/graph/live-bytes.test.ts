import { expect, it } from 'vitest';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import { mostLiveBytes } from '../../../src-main/graph/live-bytes.ts';
import { inferShapes } from '../../../src-main/graph/shape-inference.ts';

it('counts each value from its maker to its last reader, views as what they show, truths as bytes', () => {
  const builder = createGraphBuilder('live');
  const input = builder.input('x', 'float32', [10, 10]);
  const kept = builder.add('Relu', [input]);
  const passing = builder.add('Exp', [kept]);
  const seen = builder.add('Reshape', [passing, builder.ints([100])]);
  const truths = builder.add('Greater', [seen, seen]);
  const back = builder.add('Where', [truths, seen, seen]);
  const sum = builder.add('Add', [builder.add('Reshape', [back, builder.ints([10, 10])]), kept], { output: 'sum' });
  builder.output(sum, 'float32', [10, 10]);
  const graph = builder.build();
  // The most is in Where: kept, passing (seen as `seen`), truths of a byte each, and its own result.
  expect(mostLiveBytes(graph, inferShapes(graph))).toBe(400 + 400 + 100 + 400);
});
