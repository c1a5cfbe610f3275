import { numberAttribute } from '../../graph/attribute.ts';
import { FLOAT } from './graph-definition.ts';
import { refuse, storedAxis, type Attributes, type NodeWriter } from './graph-writer.ts';

/** An operator of one input that has the same meaning in TensorFlow. */
export const writeUnary =
  (op: string): NodeWriter =>
  (node, writer) => {
    writer.define(node.outputs[0] ?? '', op, [writer.stored(node.inputs[0] ?? '')], FLOAT);
  };

/** An operator of any number of operands, taken two at a time, with ONNX's repetition along axes. */
export const writeBinary =
  (op: string): NodeWriter =>
  (node, writer) => {
    const [output = ''] = node.outputs;
    const { length: rank } = writer.shape(output);
    const operands = node.inputs.map((input) => writer.stored(input, rank));
    const last = operands.pop() ?? '';
    const [first] = operands;
    if (first === undefined) writer.define(output, 'Identity', [last], FLOAT);
    else {
      const rest = operands
        .slice(1)
        .reduce((left, right) => writer.add(`${output}/part`, op, [left, right], FLOAT), first);
      writer.define(output, op, [rest, last], FLOAT);
    }
  };

/** Softmax and LogSoftmax, which TensorFlow.js has along the last stored axis. */
export const writeSoftmax =
  (op: string): NodeWriter =>
  (node, writer) => {
    const [input = ''] = node.inputs;
    const { length: rank } = writer.shape(input);
    const axis = numberAttribute(node, 'axis', -1);
    if (storedAxis(axis, rank) !== rank - 1) refuse(node, `it is taken along axis ${axis}, not along channels`);
    writer.define(node.outputs[0] ?? '', op, [writer.stored(input)], FLOAT);
  };

export const writeBatchNormalization: NodeWriter = (node, writer) => {
  const inputs = node.inputs.map((input) => writer.stored(input));
  const attr: Attributes = {
    ...FLOAT,
    epsilon: { f: numberAttribute(node, 'epsilon', 1e-5) },
    is_training: { b: false },
  };
  writer.define(node.outputs[0] ?? '', 'FusedBatchNormV3', inputs, attr);
};
