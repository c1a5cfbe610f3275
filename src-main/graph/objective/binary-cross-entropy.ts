import type { GraphBuilder } from '../builder.ts';
import { appendSum } from './arithmetic.ts';

export interface BinaryCrossEntropy {
  readonly logits: string;
  /** 0 or 1, of the logits' shape, and 0 wherever nothing counts. */
  readonly target: string;
  /** 1 where a logit counts and 0 elsewhere, of a shape that can be repeated to the logits'; all count where left out. */
  readonly counts?: string;
}

/**
 * Appends the sum [] of binary cross-entropies −t·log σ(x) − (1 − t)·log(1 − σ(x)) over the logits x that count. As
 * log(1 − σ(x)) = −softplus(x) and log σ(x) = x − softplus(x) it is softplus(x) − t·x, which neither overflows nor takes the logarithm
 * of 0.
 */
export function appendBinaryCrossEntropy(
  builder: GraphBuilder,
  { logits, target, counts }: BinaryCrossEntropy,
): string {
  const softplus = builder.add('Softplus', [logits]);
  const counted = counts === undefined ? softplus : builder.add('Mul', [softplus, counts]);
  return appendSum(builder, builder.add('Sub', [counted, builder.add('Mul', [logits, target])]));
}
