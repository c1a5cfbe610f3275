import {
  clipGradient,
  hardSigmoidGradient,
  hardSwishGradient,
  identityGradient,
  leakyReluGradient,
  parametricReluGradient,
  reluGradient,
  softmaxCrossEntropyGradient,
} from './activation.ts';
import {
  addGradient,
  divideGradient,
  extremumGradient,
  multiplyGradient,
  subtractGradient,
  whereGradient,
} from './arithmetic.ts';
import { convolutionGradient, transposedConvolutionGradient } from './convolution.ts';
import { expandGradient, reshapeGradient, transposeGradient } from './layout.ts';
import { gemmGradient, matrixProductGradient } from './matrix.ts';
import { batchNormGradient } from './normalization.ts';
import { concatGradient, padGradient, sliceGradient, splitGradient } from './pieces.ts';
import {
  absoluteGradient,
  exponentialGradient,
  logarithmGradient,
  negativeGradient,
  sigmoidGradient,
  softplusGradient,
  squareRootGradient,
  tanhGradient,
} from './pointwise.ts';
import { averagePoolGradient, globalAveragePoolGradient, globalMaxPoolGradient, maxPoolGradient } from './pooling.ts';
import { meanGradient, sumGradient } from './reduction.ts';
import { resizeGradient } from './resize.ts';
import type { GradientRule } from './rule.ts';

/** The gradient of every operator a network may train through. */
export const GRADIENT_RULES: ReadonlyMap<string, GradientRule> = new Map([
  ['Conv', convolutionGradient],
  ['ConvTranspose', transposedConvolutionGradient],
  ['BatchNormTraining', batchNormGradient],
  ['Relu', reluGradient],
  ['LeakyRelu', leakyReluGradient],
  ['PRelu', parametricReluGradient],
  ['Clip', clipGradient],
  ['HardSigmoid', hardSigmoidGradient],
  ['HardSwish', hardSwishGradient],
  ['Identity', identityGradient],
  ['Sigmoid', sigmoidGradient],
  ['Tanh', tanhGradient],
  ['Softplus', softplusGradient],
  ['Exp', exponentialGradient],
  ['Log', logarithmGradient],
  ['Sqrt', squareRootGradient],
  ['Abs', absoluteGradient],
  ['Neg', negativeGradient],
  ['MaxPool', maxPoolGradient],
  ['AveragePool', averagePoolGradient],
  ['GlobalAveragePool', globalAveragePoolGradient],
  ['GlobalMaxPool', globalMaxPoolGradient],
  ['Flatten', reshapeGradient],
  ['Reshape', reshapeGradient],
  ['Squeeze', reshapeGradient],
  ['Unsqueeze', reshapeGradient],
  ['Transpose', transposeGradient],
  ['Expand', expandGradient],
  ['Gemm', gemmGradient],
  ['MatMul', matrixProductGradient],
  ['Add', addGradient],
  ['Sub', subtractGradient],
  ['Mul', multiplyGradient],
  ['Div', divideGradient],
  ['Min', extremumGradient],
  ['Max', extremumGradient],
  ['Where', whereGradient],
  ['Concat', concatGradient],
  ['Split', splitGradient],
  ['Slice', sliceGradient],
  ['Pad', padGradient],
  ['ReduceSum', sumGradient],
  ['ReduceMean', meanGradient],
  ['Resize', resizeGradient],
  ['SoftmaxCrossEntropy', softmaxCrossEntropyGradient],
]);
