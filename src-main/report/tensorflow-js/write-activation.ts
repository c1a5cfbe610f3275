import { numberAttribute } from '../../graph/attribute.ts';
import { floatTensor } from '../../graph/tensor.ts';
import { FLOAT } from './graph-definition.ts';
import type { Attributes, GraphWriter, NodeWriter } from './graph-writer.ts';

export const writeLeakyRelu: NodeWriter = (node, writer) => {
  const attr: Attributes = { ...FLOAT, alpha: { f: numberAttribute(node, 'alpha', 0.01) } };
  writer.define(node.outputs[0] ?? '', 'LeakyRelu', [writer.stored(node.inputs[0] ?? '')], attr);
};

export const writeParametricRelu: NodeWriter = (node, writer) => {
  const [input = '', slope = ''] = node.inputs;
  const { length: rank } = writer.shape(input);
  writer.define(node.outputs[0] ?? '', 'Prelu', [writer.stored(input), writer.stored(slope, rank)], FLOAT);
};

/** Clip, whose bounds may be left out. */
export const writeClip: NodeWriter = (node, writer) => {
  const [input = '', lowest = '', highest = ''] = node.inputs;
  const [output = ''] = node.outputs;
  const raised =
    lowest === ''
      ? writer.stored(input)
      : writer.add(`${output}/raised`, 'Maximum', [writer.stored(input), writer.stored(lowest)], FLOAT);
  if (highest === '') writer.define(output, 'Identity', [raised], FLOAT);
  else writer.define(output, 'Minimum', [raised, writer.stored(highest)], FLOAT);
};

export const writeHardSigmoid: NodeWriter = (node, writer) => {
  const [output = ''] = node.outputs;
  const gate = addGate(node, writer, numberAttribute(node, 'alpha', 0.2), numberAttribute(node, 'beta', 0.5));
  writer.define(output, 'Identity', [gate], FLOAT);
};

export const writeHardSwish: NodeWriter = (node, writer) => {
  const inputs = [writer.stored(node.inputs[0] ?? ''), addGate(node, writer, 1 / 6, 0.5)];
  writer.define(node.outputs[0] ?? '', 'Mul', inputs, FLOAT);
};

/** alpha·x + beta, cut to [0, 1]. */
function addGate(node: Parameters<NodeWriter>[0], writer: GraphWriter, alpha: number, beta: number): string {
  const [output = ''] = node.outputs;
  const step = (op: string, input: string, value: number): string =>
    writer.add(`${output}/gate`, op, [input, writer.floats('number', floatTensor([], [value]))], FLOAT);
  const line = step('AddV2', step('Mul', writer.stored(node.inputs[0] ?? ''), alpha), beta);
  return step('Minimum', step('Maximum', line, 0), 1);
}
