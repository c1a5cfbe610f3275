import { EspalierError } from '../../../src-shared/errors.ts';
import { floatWeight, type Graph } from '../../graph/graph.ts';
import { inferShapes } from '../../graph/shape-inference.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { FLOAT, shapeDefinition, type NodeDefinition } from './graph-definition.ts';
import { fixedSize, storedSizes, type Attributes, type GraphWriter } from './graph-writer.ts';
import { createNames } from './names.ts';
import { CHANNELS_FIRST, CHANNELS_LAST, permute } from './permute.ts';

/** A constant under the name of its node. */
export interface StoredConstant {
  readonly name: string;
  readonly tensor: Extract<Tensor, { type: 'float32' | 'int32' }>;
}

export interface WrittenGraph {
  readonly writer: GraphWriter;
  readonly nodes: readonly NodeDefinition[];
  readonly constants: readonly StoredConstant[];
}

/** A writer of a graph's nodes; its inputs are written already. @throws EspalierError `bad-network` where shapes can't be inferred. */
export function createGraphWriter(graph: Graph): WrittenGraph {
  const shapes = inferShapes(graph);
  const names = createNames();
  const nodes: NodeDefinition[] = [];
  const constants: StoredConstant[] = [];
  const made = new Map<string, string>();

  function once(key: string, make: () => string): string {
    const known = made.get(key) ?? make();
    made.set(key, known);
    return known;
  }

  function append(name: string, op: string, input: readonly string[], attr: Attributes): string {
    nodes.push({ name, op, input, attr });
    return name;
  }

  function constant(purpose: string, tensor: StoredConstant['tensor']): string {
    const name = names.fresh(purpose);
    constants.push({ name, tensor });
    return append(name, 'Const', [], { dtype: { type: tensor.type === 'float32' ? 'DT_FLOAT' : 'DT_INT32' } });
  }

  function transposed(purpose: string, tensor: string, order: readonly number[]): string {
    return writer.add(purpose, 'Transpose', [tensor, writer.integers('order', order)], FLOAT);
  }

  /** Leading axes of size 1 come before channels go last. */
  function asMaps(value: string): string {
    const sizes = writer.shape(value).map(fixedSize);
    const full = [...new Array<number>(4 - sizes.length).fill(1), ...sizes];
    if (writer.isWeight(value))
      return writer.floats(value, permute({ ...writer.tensor(value), shape: full }, CHANNELS_LAST));
    const maps = writer.add(`${value}/maps`, 'Reshape', [writer.stored(value), writer.integers('shape', full)], FLOAT);
    return transposed(`${value}/channels_last`, maps, CHANNELS_LAST);
  }

  const writer: GraphWriter = {
    shape: (value) => shapes.get(value) ?? failOn(value),
    isWeight: (value) => graph.weights.has(value),
    tensor: (value) => floatWeight(graph, value),
    constantIntegers(value = '') {
      if (value === '') return undefined;
      const tensor = graph.weights.get(value);
      return tensor?.type === 'int64' ? Array.from(tensor.data, Number) : failOn(value);
    },
    stored(value, rank) {
      const ownRank = writer.shape(value).length;
      if (rank === 4 && ownRank !== 4) return once(`${value} as maps`, () => asMaps(value));
      if (!writer.isWeight(value)) return names.of(value);
      return once(value, () => {
        const tensor = writer.tensor(value);
        return writer.floats(value, ownRank === 4 ? permute(tensor, CHANNELS_LAST) : tensor);
      });
    },
    natural(value) {
      const stored = writer.stored(value);
      if (writer.shape(value).length !== 4) return stored;
      return once(`${value} natural`, () => transposed(`${value}/channels_first`, stored, CHANNELS_FIRST));
    },
    define: (value, op, inputs, attr = {}) => void append(names.of(value), op, inputs, attr),
    defineNatural(value, op, inputs, attr = {}) {
      if (writer.shape(value).length !== 4) {
        writer.define(value, op, inputs, attr);
        return;
      }
      const natural = writer.add(`${value}/channels_first`, op, inputs, attr);
      writer.define(value, 'Transpose', [natural, writer.integers('order', CHANNELS_LAST)], FLOAT);
    },
    add: (purpose, op, inputs, attr = {}) => append(names.fresh(purpose), op, inputs, attr),
    floats: constant,
    integers: (purpose, data, shape = [data.length]) =>
      once(`integers ${data.join(' ')} as ${shape.join(' ')}`, () =>
        constant(purpose, { type: 'int32', shape, data: Int32Array.from(data) }),
      ),
  };

  // Inputs and outputs come first, so that they keep their names.
  for (const { name } of [...graph.inputs, ...graph.outputs]) names.of(name);
  for (const { name, shape } of graph.inputs) {
    const sizes = shapeDefinition(storedSizes(shape));
    append(names.of(name), 'Placeholder', [], { dtype: { type: 'DT_FLOAT' }, shape: { shape: sizes } });
  }
  return { writer, nodes, constants };
}

function failOn(value: string): never {
  throw new EspalierError('bad-network', `the network has no value or constant "${value}"`);
}
