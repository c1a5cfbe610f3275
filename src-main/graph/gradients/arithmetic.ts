import { operandGradients } from './broadcast.ts';
import type { GradientRule } from './rule.ts';

/** Add with ONNX broadcasting: each operand gets the gradient, summed over the axes it was repeated along. */
export const addGradient: GradientRule = (node, gradient, context) => operandGradients(node, context, () => gradient);

/** Sub: dy and −dy. */
export const subtractGradient: GradientRule = (node, gradient, context) =>
  operandGradients(node, context, (index) => (index === 0 ? gradient : context.builder.add('Neg', [gradient])));

/** Mul: dy·b and dy·a. */
export const multiplyGradient: GradientRule = (node, gradient, context) =>
  operandGradients(node, context, (index) => context.builder.add('Mul', [gradient, node.inputs[1 - index] ?? '']));

/** Div, y = a/b: dy/b and −dy·y/b. */
export const divideGradient: GradientRule = (node, gradient, context) => {
  const { builder } = context;
  const [, divisor = ''] = node.inputs;
  return operandGradients(node, context, (index) => {
    const quotient = builder.add('Div', [gradient, divisor]);
    return index === 0 ? quotient : builder.add('Neg', [builder.add('Mul', [quotient, node.outputs[0] ?? ''])]);
  });
};

/** Min and Max of any number of operands: dy goes to the first of those that are the result. */
export const extremumGradient: GradientRule = (node, gradient, context) => {
  const { builder } = context;
  const [output = ''] = node.outputs;
  const zero = context.scalar(0);
  const isResult = node.inputs.map((input) => builder.add('Equal', [input, output]));
  return operandGradients(node, context, (index) => {
    // One after another, the operands before it take what is theirs.
    const own = builder.add('Where', [isResult[index] ?? '', gradient, zero]);
    return isResult.slice(0, index).reduce((rest, earlier) => builder.add('Where', [earlier, zero, rest]), own);
  });
};

/** Where, y = condition ? a : b: dy where it was taken from the operand, else 0. */
export const whereGradient: GradientRule = (node, gradient, context) => {
  const [condition = ''] = node.inputs;
  const zero = context.scalar(0);
  const operands = { ...node, inputs: node.inputs.slice(1) };
  const gradients = operandGradients(operands, context, (index) =>
    context.builder.add('Where', index === 0 ? [condition, gradient, zero] : [condition, zero, gradient]),
  );
  return [undefined, ...gradients];
};
