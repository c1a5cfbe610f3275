import { EspalierError } from '../../../src-shared/errors.ts';
import { int, numberAttribute, textAttribute } from '../attribute.ts';
import { axisOf, constantInts, optionalInts } from '../shape-rules/constant-input.ts';
import { placeWithin } from '../shape-rules/pieces.ts';
import type { GradientRule } from './rule.ts';

/** Concat: each operand gets its part. */
export const concatGradient: GradientRule = (node, gradient, context) => {
  const { builder } = context;
  const axis = axisOf(node, numberAttribute(node, 'axis', 1), context.shape(node.inputs[0] ?? ''));
  let start = 0;
  return node.inputs.map((input) => {
    const shape = context.shape(input);
    const end = start + (shape[axis] ?? 0);
    const part = context.needsGradient(input)
      ? builder.add('Slice', [gradient, builder.ints([start]), builder.ints([end]), builder.ints([axis])])
      : undefined;
    start = end;
    return part;
  });
};

/** Split: the gradients of the parts, joined. */
export const splitGradient: GradientRule = (node, _, context) => {
  const axis = axisOf(node, numberAttribute(node, 'axis', 0), context.shape(node.inputs[0] ?? ''));
  const parts = node.outputs.map((output) => context.gradient(output));
  return [context.builder.add('Concat', parts, { attributes: { axis: int(axis) } })];
};

/** Slice: the gradient with zeros around it. @throws EspalierError `bad-network` for steps other than 1. */
export const sliceGradient: GradientRule = (node, gradient, { builder, shape, weights }) => {
  const size = shape(node.inputs[0] ?? '');
  const starts = constantInts(node, 1, weights);
  const ends = constantInts(node, 2, weights);
  const axes = optionalInts(node, 3, weights, [...starts.keys()]).map((axis) => axisOf(node, axis, size));
  if (optionalInts(node, 4, weights, []).some((step) => step !== 1)) {
    throw new EspalierError('bad-network', `Slice "${node.name}": only steps of 1 can be trained`);
  }
  const before = size.map(() => 0);
  const after = size.map(() => 0);
  axes.forEach((axis, which) => {
    const whole = size[axis] ?? 0;
    before[axis] = placeWithin(starts[which] ?? 0, whole);
    after[axis] = whole - placeWithin(ends[which] ?? whole, whole);
  });
  return [builder.add('Pad', [gradient, builder.ints([...before, ...after])])];
};

/** Pad with a constant: the part of the gradient that lies on the input. @throws EspalierError `bad-network` for other modes, and for cuts. */
export const padGradient: GradientRule = (node, gradient, { builder, shape, weights }) => {
  const size = shape(node.inputs[0] ?? '');
  const amounts = constantInts(node, 1, weights);
  const axes = optionalInts(node, 3, weights, [...size.keys()]).map((axis) => axisOf(node, axis, size));
  const mode = textAttribute(node, 'mode', 'constant');
  if (mode !== 'constant' || amounts.some((amount) => amount < 0)) {
    throw new EspalierError('bad-network', `Pad "${node.name}": only padding with a constant can be trained`);
  }
  const starts = amounts.slice(0, axes.length);
  const ends = starts.map((start, which) => start + (size[axes[which] ?? 0] ?? 0));
  return [builder.add('Slice', [gradient, builder.ints(starts), builder.ints(ends), builder.ints(axes)])];
};
