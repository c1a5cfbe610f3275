import { intsAttribute, numberAttribute } from '../../graph/attribute.ts';
import { FLOAT } from './graph-definition.ts';
import type { NodeWriter } from './graph-writer.ts';

/** ReduceSum and ReduceMean; the axes of a mean are an attribute until operator set 17. */
export const writeReduction =
  (op: 'Sum' | 'Mean'): NodeWriter =>
  (node, writer) => {
    const [input = '', axes] = node.inputs;
    const { length: rank } = writer.shape(input);
    const all = Array.from({ length: rank }, (_, axis) => axis);
    const given = writer.constantIntegers(axes) ?? intsAttribute(node, 'axes', all);
    const reduced = given.map((axis) => (axis < 0 ? axis + rank : axis));
    const attr = { ...FLOAT, keep_dims: { b: numberAttribute(node, 'keepdims', 1) === 1 } };
    writer.defineNatural(node.outputs[0] ?? '', op, [writer.natural(input), writer.integers('axes', reduced)], attr);
  };
