import type { GradientContext, GradientRule } from './rule.ts';

/** What a function's derivative is made of: its input and its output. */
interface Point {
  readonly input: string;
  readonly output: string;
  readonly context: GradientContext;
}

/** The rule of a function of each element by itself: dy times the derivative. */
const byDerivative =
  (derivative: (point: Point) => string): GradientRule =>
  (node, gradient, context) => {
    const point = { input: node.inputs[0] ?? '', output: node.outputs[0] ?? '', context };
    return [context.builder.add('Mul', [gradient, derivative(point)])];
  };

/** Sigmoid: y·(1 − y). */
export const sigmoidGradient = byDerivative(({ output, context }) =>
  context.builder.add('Mul', [output, context.builder.add('Sub', [context.scalar(1), output])]),
);

/** Tanh: 1 − y². */
export const tanhGradient = byDerivative(({ output, context }) =>
  context.builder.add('Sub', [context.scalar(1), context.builder.add('Mul', [output, output])]),
);

/** Softplus, log(1 + eˣ): the sigmoid of x. */
export const softplusGradient = byDerivative(({ input, context }) => context.builder.add('Sigmoid', [input]));

/** Exp: y. */
export const exponentialGradient = byDerivative(({ output }) => output);

/** Abs: the sign of x, 0 at 0. */
export const absoluteGradient = byDerivative(({ input, context }) => context.builder.add('Sign', [input]));

/** Log: dy/x. */
export const logarithmGradient: GradientRule = (node, gradient, { builder }) => [
  builder.add('Div', [gradient, node.inputs[0] ?? '']),
];

/** Sqrt: dy/(2y). */
export const squareRootGradient: GradientRule = (node, gradient, { builder, scalar }) => [
  builder.add('Div', [builder.add('Mul', [gradient, scalar(0.5)]), node.outputs[0] ?? '']),
];

/** Neg: −dy. */
export const negativeGradient: GradientRule = (_, gradient, { builder }) => [builder.add('Neg', [gradient])];
