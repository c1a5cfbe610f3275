import type { GraphBuilder } from '../builder.ts';
import { appendCount, appendNumber, appendSum } from './arithmetic.ts';

/**
 * Appends the penalty-reduced focal loss [] of heatmap logits [N, classes, H, W] against a target of that shape, which is 1 at centres and
 * less around them (CenterNet, arXiv 1904.07850, eq. 1, α = 2, β = 4): −(1 − p)²·log p at the centres, −(1 − t)⁴·p²·log(1 − p) elsewhere,
 * summed, over the number of centres. As log(1 − σ(x)) = −softplus(x) and log σ(x) = x − softplus(x), no p has to be kept away from
 * 0 and 1, as the reference code does.
 */
export function appendFocalLoss(builder: GraphBuilder, logits: string, target: string): string {
  const square = (value: string): string => builder.add('Mul', [value, value]);
  const complement = (value: string): string => builder.add('Sub', [one, value]);
  const one = appendNumber(builder, 1);
  const centres = builder.add('Floor', [target]);
  const penalty = square(square(complement(target)));

  const probability = builder.add('Sigmoid', [logits]);
  const softplus = builder.add('Softplus', [logits]);
  const missed = builder.add('Mul', [square(complement(probability)), builder.add('Sub', [softplus, logits])]);
  const mistaken = builder.add('Mul', [square(probability), softplus]);
  const weighed = builder.add('Add', [
    builder.add('Mul', [missed, centres]),
    // 0 at the centres themselves.
    builder.add('Mul', [mistaken, penalty]),
  ]);
  return builder.add('Div', [appendSum(builder, weighed), appendCount(builder, centres)]);
}
