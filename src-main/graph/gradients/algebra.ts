import { EspalierError } from '../../../src-shared/errors.ts';
import { int, numberAttribute } from '../attribute.ts';
import type { GradientContext, GradientRule } from './rule.ts';

/** Flatten and Reshape: the gradient in the input's shape. */
export const reshapeGradient: GradientRule = (node, gradient, context) => [
  context.builder.add('Reshape', [gradient, context.builder.ints(context.shape(node.inputs[0] ?? ''))]),
  undefined,
];

/**
 * Gemm, y = x·w' + bias with x [N, in]: dx = dy·w, dw = dyᵀ·x, dbias = Σ_N dy.
 * @throws EspalierError `bad-network` for alpha or beta other than 1, or a transposed x.
 */
export const gemmGradient: GradientRule = (node, gradient, context) => {
  const { builder } = context;
  const [input = '', weight = '', bias] = node.inputs;
  if (
    numberAttribute(node, 'alpha', 1) !== 1 ||
    numberAttribute(node, 'beta', 1) !== 1 ||
    numberAttribute(node, 'transA', 0) !== 0
  ) {
    throw new EspalierError('bad-network', `Gemm "${node.name}": only alpha 1, beta 1, transA 0 can be trained`);
  }
  const transposed = numberAttribute(node, 'transB', 0) === 1;
  const inputGradient = context.needsGradient(input)
    ? builder.add('Gemm', [gradient, weight], { attributes: { transB: int(transposed ? 0 : 1) } })
    : undefined;
  const weightGradient = transposed
    ? builder.add('Gemm', [gradient, input], { attributes: { transA: int(1) } })
    : builder.add('Gemm', [input, gradient], { attributes: { transA: int(1) } });
  const biasGradient =
    bias === undefined
      ? undefined
      : sumToShape(gradient, context.shape(node.outputs[0] ?? ''), context.shape(bias), context);
  return [inputGradient, weightGradient, biasGradient];
};

/** Add with ONNX broadcasting: each operand gets the gradient, summed over the axes it was repeated along. */
export const addGradient: GradientRule = (node, gradient, context) => {
  const output = context.shape(node.outputs[0] ?? '');
  return node.inputs.map((input) =>
    context.needsGradient(input) ? sumToShape(gradient, output, context.shape(input), context) : undefined,
  );
};

/** Concat: each operand gets its part. */
export const concatGradient: GradientRule = (node, gradient, context) => {
  const { builder } = context;
  const given = numberAttribute(node, 'axis', 1);
  const axis = given < 0 ? given + context.shape(node.inputs[0] ?? '').length : given;
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

/** Sums a gradient of shape `from` over the axes along which an operand of shape `to` was broadcast. */
function sumToShape(
  gradient: string,
  from: readonly number[],
  to: readonly number[],
  { builder }: GradientContext,
): string {
  const lead = from.length - to.length;
  const axes = from.flatMap((size, axis) => (axis < lead || (to[axis - lead] === 1 && size !== 1) ? [axis] : []));
  if (axes.length === 0) return gradient;
  const summed = builder.add('ReduceSum', [gradient, builder.ints(axes)], { attributes: { keepdims: int(0) } });
  return axes.every((axis) => axis < lead) ? summed : builder.add('Reshape', [summed, builder.ints(to)]);
}
