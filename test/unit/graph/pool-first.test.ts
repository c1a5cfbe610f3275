import { describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { float, ints } from '../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import type { Graph } from '../../../src-main/graph/graph.ts';
import { poolFirst } from '../../../src-main/graph/pool-first.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { createRandom } from '../../../src-shared/random.ts';

const SHAPE = [2, 3, 7, 7];

/** An activation, and max pooling with windows that overlap and reach over the edge; the activation may be given out, too. */
function network(operator: string, alpha: number | undefined, givesActivation = false): Graph {
  const builder = createGraphBuilder('activation-and-pooling');
  const images = builder.input('images', 'float32', SHAPE);
  const active = builder.add(operator, [images], { attributes: alpha === undefined ? {} : { alpha: float(alpha) } });
  const attributes = { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) };
  builder.output(builder.add('MaxPool', [active], { attributes }), 'float32', [2, 3, 4, 4]);
  if (givesActivation) builder.output(active, 'float32', SHAPE);
  return builder.build();
}

const operators = (graph: Graph): string[] => graph.nodes.map(({ operator }) => operator);

describe('pooling first', () => {
  // Would catch padding that counts as zero, or a value that is read under another's name.
  it.each([
    ['Relu', undefined],
    ['LeakyRelu', 0.1],
  ])('changes nothing that %s and pooling give', async (operator, alpha) => {
    const graph = network(operator, alpha);
    const changed = poolFirst(graph);
    expect(operators(changed)).toEqual(['MaxPool', operator]);
    const random = createRandom(3);
    const images = floatTensor(
      SHAPE,
      Float32Array.from({ length: 294 }, () => random.normal()),
    );
    const backend = createOnnxRuntimeBackend({ device: 'cpu' });
    const results = [];
    for (const each of [graph, changed]) {
      const executable = await backend.load(each);
      results.push(Object.values(await executable.run({ images }))[0]?.data);
      await executable.release();
    }
    expect(results[1]).toEqual(results[0]);
  });

  // Would catch a slope that turns the order around, and an activation that is wanted itself.
  it('keeps the order where the activation falls or is read by another', () => {
    expect(operators(poolFirst(network('LeakyRelu', -0.1)))).toEqual(['LeakyRelu', 'MaxPool']);
    expect(operators(poolFirst(network('Relu', undefined, true)))).toEqual(['Relu', 'MaxPool']);
  });
});
