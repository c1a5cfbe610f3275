import { identityGradient, leakyReluGradient, reluGradient, softmaxCrossEntropyGradient } from './activation.ts';
import { addGradient, concatGradient, gemmGradient, reshapeGradient } from './algebra.ts';
import { convolutionGradient } from './convolution.ts';
import { batchNormGradient } from './normalization.ts';
import { averagePoolGradient, globalAveragePoolGradient, maxPoolGradient } from './pooling.ts';
import type { GradientRule } from './rule.ts';

/** The gradient of every operator a network may train through. */
export const GRADIENT_RULES: ReadonlyMap<string, GradientRule> = new Map([
  ['Conv', convolutionGradient],
  ['BatchNormTraining', batchNormGradient],
  ['Relu', reluGradient],
  ['LeakyRelu', leakyReluGradient],
  ['Identity', identityGradient],
  ['MaxPool', maxPoolGradient],
  ['AveragePool', averagePoolGradient],
  ['GlobalAveragePool', globalAveragePoolGradient],
  ['Flatten', reshapeGradient],
  ['Reshape', reshapeGradient],
  ['Gemm', gemmGradient],
  ['Add', addGradient],
  ['Concat', concatGradient],
  ['SoftmaxCrossEntropy', softmaxCrossEntropyGradient],
]);
