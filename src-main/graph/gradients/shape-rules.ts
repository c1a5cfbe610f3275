import { intsAttribute } from '../attribute.ts';
import type { ShapeRule } from '../shape-rule.ts';

const likeInput =
  (index: number): ShapeRule =>
  (_, shapes) => [shapes[index] ?? []];

const fromAttribute =
  (name: string): ShapeRule =>
  (node) => [intsAttribute(node, name, [])];

/** Shapes of the operators of our own domain. */
export const GRADIENT_SHAPE_RULES: ReadonlyMap<string, ShapeRule> = new Map<string, ShapeRule>([
  ['BatchNormTraining', (_, [input = [], scale = []]) => [input, scale, scale, scale, scale]],
  ['BatchNormGradient', (_, [gradient = [], , scale = []]) => [gradient, scale, scale]],
  ['ReluGradient', likeInput(0)],
  ['LeakyReluGradient', likeInput(0)],
  ['MaxPoolGradient', likeInput(1)],
  ['AveragePoolGradient', fromAttribute('input_shape')],
  ['GlobalAveragePoolGradient', fromAttribute('input_shape')],
  ['ConvInputGradient', fromAttribute('input_shape')],
  ['ConvWeightGradient', fromAttribute('weight_shape')],
  ['SoftmaxCrossEntropy', (_, [logits = []]) => [[], logits, []]],
  ['SoftmaxCrossEntropyGradient', likeInput(0)],
  ['Adam', (_, [weight = [], , first = [], second = []]) => [weight, first, second]],
  ['SgdMomentum', (_, [weight = [], , momentum = []]) => [weight, momentum]],
]);
