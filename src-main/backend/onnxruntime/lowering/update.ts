import { numberAttribute } from '../../../graph/attribute.ts';
import type { GraphNode } from '../../../graph/graph.ts';
import { scalar } from './elementwise.ts';
import type { Lowering, LoweringContext } from './lowering.ts';

/** PyTorch's SGD: m ← μm + g + λw + s·sign(w), w ← w − ηm; inputs w, g, m, η; outputs w, m. */
export const lowerSgdMomentum: Lowering = (node, [weight = '', gradient = '', momentum = '', rate = ''], context) => {
  const { builder } = context;
  const rank = context.shape(node.inputs[0] ?? '').length;
  const total = penalised(node, gradient, weight, rank, context);
  const kept = builder.add('Mul', [momentum, scalar(context, numberAttribute(node, 'momentum', 0), rank)]);
  const nextMomentum = builder.add('Add', [kept, total]);
  const step = builder.add('Mul', [nextMomentum, ofRank(rate, rank, context)]);
  const nextWeight = builder.add('Sub', [weight, step]);
  return [nextWeight, nextMomentum];
};

/**
 * PyTorch's Adam (arXiv 1412.6980, algorithm 1): m ← β₁m + (1 − β₁)g', v ← β₂v + (1 − β₂)g'² with g' = g + λw + s·sign(w),
 * w ← w − η·m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε); inputs w, g, m, v, η, t; outputs w, m, v. The corrections of the bias are numbers,
 * c₁ = 1 − β₁ᵗ and c₂ = √(1 − β₂ᵗ), and so go into the rate: w ← w − (η·c₂/c₁)·m / (√v + ε·c₂).
 */
export const lowerAdam: Lowering = (node, inputs, context) => {
  const [weight = '', gradient = '', first = '', second = '', rate = '', step = ''] = inputs;
  const { builder } = context;
  const beta1 = numberAttribute(node, 'beta1', 0.9);
  const beta2 = numberAttribute(node, 'beta2', 0.999);
  const epsilon = numberAttribute(node, 'epsilon', 1e-8);
  const rank = context.shape(node.inputs[0] ?? '').length;
  const total = penalised(node, gradient, weight, rank, context);
  const nextFirst = blend(first, total, beta1, rank, context);
  const nextSecond = blend(second, builder.add('Mul', [total, total]), beta2, rank, context);
  const correction = context.shared(`root of bias correction ${step} ${beta2}`, () =>
    builder.add('Sqrt', [biasCorrection(step, beta2, context)]),
  );
  const correctedRate = context.shared(`corrected rate ${rate} ${step} ${beta1} ${beta2}`, () =>
    builder.add('Div', [builder.add('Mul', [rate, correction]), biasCorrection(step, beta1, context)]),
  );
  const floor = context.shared(`corrected epsilon ${step} ${beta2} ${epsilon}`, () =>
    builder.add('Mul', [correction, scalar(context, epsilon)]),
  );
  const deviation = builder.add('Add', [builder.add('Sqrt', [nextSecond]), ofRank(floor, rank, context)]);
  const change = builder.add('Div', [builder.add('Mul', [nextFirst, ofRank(correctedRate, rank, context)]), deviation]);
  return [builder.add('Sub', [weight, change]), nextFirst, nextSecond];
};

/** g + λw + s·sign(w). */
function penalised(node: GraphNode, gradient: string, weight: string, rank: number, context: LoweringContext): string {
  const { builder } = context;
  const decay = numberAttribute(node, 'weight_decay', 0);
  const sparsity = numberAttribute(node, 'sparsity', 0);
  const decayed =
    decay === 0 ? gradient : builder.add('Add', [gradient, builder.add('Mul', [weight, scalar(context, decay, rank)])]);
  if (sparsity === 0) return decayed;
  const sign = builder.add('Sign', [weight]);
  return builder.add('Add', [decayed, builder.add('Mul', [sign, scalar(context, sparsity, rank)])]);
}

/** β·old + (1 − β)·new. */
function blend(old: string, current: string, beta: number, rank: number, context: LoweringContext): string {
  const { builder } = context;
  return builder.add('Add', [
    builder.add('Mul', [old, scalar(context, beta, rank)]),
    builder.add('Mul', [current, scalar(context, 1 - beta, rank)]),
  ]);
}

/** A scalar [] as [1, …, 1]. */
function ofRank(value: string, rank: number, context: LoweringContext): string {
  const { builder } = context;
  return context.shared(`${value} of rank ${rank}`, () =>
    builder.add('Reshape', [value, builder.ints(new Array<number>(rank).fill(1))]),
  );
}

/** 1 − βᵗ as tanh(a/2)·(1 + e⁻ᵃ) with a = −t·log β, which keeps its digits in float32 where βᵗ is close to 1. */
function biasCorrection(step: string, beta: number, context: LoweringContext): string {
  const { builder } = context;
  const half = builder.add('Mul', [step, scalar(context, -Math.log(beta) / 2)]);
  const power = builder.add('Exp', [builder.add('Mul', [step, scalar(context, Math.log(beta))])]);
  return builder.add('Mul', [builder.add('Tanh', [half]), builder.add('Add', [power, scalar(context, 1)])]);
}
