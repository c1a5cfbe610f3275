import { numberAttribute } from '../../graph/attribute.ts';
import { FLOAT } from './graph-definition.ts';
import { fixedSize, refuse, storedAxis, type GraphWriter, type NodeWriter } from './graph-writer.ts';

/** Flatten and Reshape, in the ONNX graph's order of axes. */
export const writeReshape: NodeWriter = (node, writer) => {
  const [input = ''] = node.inputs;
  const [output = ''] = node.outputs;
  const sizes = writer.shape(output).map(fixedSize);
  if (sizes.filter((size) => size < 0).length > 1) refuse(node, 'more than one size of its output is not fixed');
  const source = isOnePixel(writer, input) ? writer.stored(input) : writer.natural(input);
  writer.defineNatural(output, 'Reshape', [source, writer.integers('shape', sizes)], FLOAT);
};

/** Of maps of one pixel both orders of axes are the same in memory. */
function isOnePixel(writer: GraphWriter, value: string): boolean {
  const [, , height, width, ...more] = writer.shape(value);
  return height === 1 && width === 1 && more.length === 0;
}

export const writeConcat: NodeWriter = (node, writer) => {
  const [output = ''] = node.outputs;
  const { length: rank } = writer.shape(output);
  const axis = storedAxis(numberAttribute(node, 'axis', 1), rank);
  const inputs = [...node.inputs.map((input) => writer.stored(input)), writer.integers('axis', [axis], [])];
  writer.define(output, 'ConcatV2', inputs, { ...FLOAT, N: { i: node.inputs.length } });
};

export const writeReduceSum: NodeWriter = (node, writer) => {
  const [input = '', axes] = node.inputs;
  const { length: rank } = writer.shape(input);
  const all = Array.from({ length: rank }, (_, axis) => axis);
  const summed = (writer.constantIntegers(axes) ?? all).map((axis) => (axis < 0 ? axis + rank : axis));
  const attr = { ...FLOAT, keep_dims: { b: numberAttribute(node, 'keepdims', 1) === 1 } };
  writer.defineNatural(node.outputs[0] ?? '', 'Sum', [writer.natural(input), writer.integers('axes', summed)], attr);
};

/** Slice: axes that are not cut are taken whole by a mask. */
export const writeSlice: NodeWriter = (node, writer) => {
  const [input = '', startsInput, endsInput, axesInput, stepsInput] = node.inputs;
  const shape = writer.shape(input);
  const rank = shape.length;
  const starts = writer.constantIntegers(startsInput) ?? [];
  const ends = writer.constantIntegers(endsInput) ?? [];
  const axes = writer.constantIntegers(axesInput) ?? [...starts.keys()];
  const steps = writer.constantIntegers(stepsInput) ?? [];
  const [begin, end, strides] = [shape.map(() => 0), shape.map(() => 0), shape.map(() => 1)];
  let whole = (1 << rank) - 1;
  axes.forEach((axis, which) => {
    const natural = axis < 0 ? axis + rank : axis;
    const place = storedAxis(axis, rank);
    const size = fixedSize(shape[natural] ?? 0);
    const within = (bound = 0): number => Math.min(Math.max(bound < 0 ? bound + size : bound, 0), size);
    begin[place] = within(starts[which]);
    end[place] = within(ends[which]);
    strides[place] = steps[which] ?? 1;
    whole &= ~(1 << place);
  });
  const bounds = [begin, end, strides].map((list) => writer.integers('bounds', list));
  const attr = { ...FLOAT, begin_mask: { i: whole }, end_mask: { i: whole } };
  writer.define(node.outputs[0] ?? '', 'StridedSlice', [writer.stored(input), ...bounds], attr);
};
