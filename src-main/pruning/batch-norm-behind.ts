import type { GraphNode } from '../graph/graph.ts';

/** Operators without weights that treat the channels of their only input one by one. */
export const CHANNELWISE: ReadonlySet<string> = new Set([
  'Relu',
  'LeakyRelu',
  'Sigmoid',
  'Tanh',
  'Clip',
  'Elu',
  'HardSigmoid',
  'HardSwish',
  'Softplus',
  'Mish',
  'Exp',
  'Abs',
  'Neg',
  'MaxPool',
  'AveragePool',
  'GlobalAveragePool',
  'GlobalMaxPool',
  'Dropout',
  'Identity',
]);

/**
 * The batch normalisation that normalises nothing but a value: all that is made of the value goes through it, and before it at
 * most through operators that treat channels one by one.
 * @param readers the nodes that read each value (`consumers`).
 * @param outputs names of the network's outputs.
 */
export function batchNormBehind(
  value: string,
  readers: ReadonlyMap<string, readonly GraphNode[]>,
  outputs: ReadonlySet<string>,
): GraphNode | undefined {
  let next = value;
  while (!outputs.has(next)) {
    const [reader, another] = readers.get(next) ?? [];
    if (reader === undefined || another !== undefined) return undefined;
    if (reader.operator === 'BatchNormalization') return reader;
    if (!CHANNELWISE.has(reader.operator)) return undefined;
    next = reader.outputs[0] ?? '';
  }
  return undefined;
}
