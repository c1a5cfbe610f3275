import { numberAttribute, textAttribute } from '../../graph/attribute.ts';
import { repetition } from '../../graph/gradients/resize.ts';
import { permutationOf } from '../../graph/shape-rules/layout.ts';
import { floatTensor } from '../../graph/tensor.ts';
import { FLOAT } from './graph-definition.ts';
import { fixedSize, refuse, storedAxis, type GraphWriter, type NodeWriter } from './graph-writer.ts';

/** Flatten, Reshape, Squeeze and Unsqueeze, in the ONNX graph's order of axes. */
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

/** Split: a slice for each part. */
export const writeSplit: NodeWriter = (node, writer) => {
  const [input = ''] = node.inputs;
  const { length: rank } = writer.shape(input);
  const given = numberAttribute(node, 'axis', 0);
  const axis = given < 0 ? given + rank : given;
  const place = storedAxis(axis, rank);
  const whole = { i: ((1 << rank) - 1) & ~(1 << place) };
  let start = 0;
  for (const output of node.outputs) {
    const end = start + fixedSize(writer.shape(output)[axis] ?? 0);
    const bounds = [start, end, 1].map((bound, which) =>
      writer.integers(
        'bounds',
        Array.from({ length: rank }, (_, at) => (at === place ? bound : which === 2 ? 1 : 0)),
      ),
    );
    writer.define(output, 'StridedSlice', [writer.stored(input), ...bounds], {
      ...FLOAT,
      begin_mask: whole,
      end_mask: whole,
    });
    start = end;
  }
};

export const writeTranspose: NodeWriter = (node, writer) => {
  const [input = ''] = node.inputs;
  const order = permutationOf(node, writer.shape(input).length);
  writer.defineNatural(
    node.outputs[0] ?? '',
    'Transpose',
    [writer.natural(input), writer.integers('order', order)],
    FLOAT,
  );
};

export const writePad: NodeWriter = (node, writer) => {
  const [input = '', pads, value = '', axesInput] = node.inputs;
  const { length: rank } = writer.shape(input);
  const amounts = writer.constantIntegers(pads) ?? [];
  const axes = writer.constantIntegers(axesInput) ?? Array.from({ length: rank }, (_, axis) => axis);
  if (textAttribute(node, 'mode', 'constant') !== 'constant' || amounts.some((amount) => amount < 0)) {
    refuse(node, 'it does not pad with a constant');
  }
  const around = new Array<number>(2 * rank).fill(0);
  axes.forEach((axis, which) => {
    const place = storedAxis(axis, rank);
    around[2 * place] = amounts[which] ?? 0;
    around[2 * place + 1] = amounts[which + axes.length] ?? 0;
  });
  const fill = value === '' ? writer.floats('fill', floatTensor([], [0])) : writer.stored(value);
  const inputs = [writer.stored(input), writer.integers('padding', around, [rank, 2]), fill];
  writer.define(node.outputs[0] ?? '', 'PadV2', inputs, FLOAT);
};

/** Resize that repeats pixels. */
export const writeResize: NodeWriter = (node, writer) => {
  const [input = ''] = node.inputs;
  const [output = ''] = node.outputs;
  const sizes = writer.shape(output).map(fixedSize);
  repetition(node, writer.shape(input).map(fixedSize), sizes);
  const attr = { ...FLOAT, align_corners: { b: false }, half_pixel_centers: { b: false } };
  writer.define(output, 'ResizeNearestNeighbor', [writer.stored(input), writer.integers('size', sizes.slice(2))], attr);
};
