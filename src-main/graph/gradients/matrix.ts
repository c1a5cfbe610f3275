import { EspalierError } from '../../../src-shared/errors.ts';
import { int, numberAttribute } from '../attribute.ts';
import { sumToShape } from './broadcast.ts';
import type { GradientRule } from './rule.ts';

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

/**
 * MatMul of x [..., in] with a matrix w [in, out], as Gemm of x's rows: dx = dy·wᵀ, dw = xᵀ·dy.
 * @throws EspalierError `bad-network` where the second operand is no matrix.
 */
export const matrixProductGradient: GradientRule = (node, gradient, context) => {
  const { builder } = context;
  const [input = '', weight = ''] = node.inputs;
  const [inner = 1, columns = 1, ...more] = context.shape(weight);
  if (more.length > 0) {
    throw new EspalierError('bad-network', `MatMul "${node.name}": only a product with one matrix can be trained`);
  }
  const rows = (value: string, length: number): string => builder.add('Reshape', [value, builder.ints([-1, length])]);
  const gradientRows = rows(gradient, columns);
  const inputGradient = (): string => {
    const product = builder.add('Gemm', [gradientRows, weight], { attributes: { transB: int(1) } });
    return builder.add('Reshape', [product, builder.ints(context.shape(input))]);
  };
  return [
    context.needsGradient(input) ? inputGradient() : undefined,
    context.needsGradient(weight)
      ? builder.add('Gemm', [rows(input, inner), gradientRows], { attributes: { transA: int(1) } })
      : undefined,
  ];
};
