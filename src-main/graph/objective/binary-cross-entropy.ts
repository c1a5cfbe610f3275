import type { GraphBuilder } from '../builder.ts';
import { appendNumber, appendSum } from './arithmetic.ts';

export interface BinaryCrossEntropy {
  readonly logits: string;
  /** 0 or 1, of the logits' shape, and 0 wherever nothing counts. */
  readonly target: string;
  /** 1 where a logit counts and 0 elsewhere, of a shape that can be repeated to the logits'. */
  readonly counts: string;
  /** How much more a 1 weighs than a 0. */
  readonly positiveWeight: number;
}

/**
 * Appends the sum [] of binary cross-entropies −w·t·log σ(x) − (1 − t)·log(1 − σ(x)) over the logits x that count. As
 * log(1 − σ(x)) = −softplus(x) and log σ(x) = x − softplus(x) it is softplus(x)·(1 + (w − 1)·t) − w·t·x, which neither overflows nor
 * takes the logarithm of 0.
 */
export function appendBinaryCrossEntropy(builder: GraphBuilder, given: BinaryCrossEntropy): string {
  const { logits, target, counts, positiveWeight } = given;
  const more = builder.add('Mul', [target, appendNumber(builder, positiveWeight - 1)]);
  const weight = builder.add('Add', [counts, more]);
  const negative = builder.add('Mul', [builder.add('Softplus', [logits]), weight]);
  const positive = builder.add('Mul', [logits, builder.add('Mul', [target, appendNumber(builder, positiveWeight)])]);
  return appendSum(builder, builder.add('Sub', [negative, positive]));
}
