import { ESPALIER_DOMAIN } from '../../graph/gradients/rule.ts';
import {
  identity,
  leakyRelu,
  leakyReluGradient,
  logSoftmax,
  relu,
  reluGradient,
  sigmoid,
  softmax,
} from './activation.ts';
import { add, gemm, matrixProduct, multiply, reduceSum } from './algebra.ts';
import { convolution, convolutionInputGradient, convolutionWeightGradient } from './convolution.ts';
import type { Handler } from './handler.ts';
import { softmaxCrossEntropy, softmaxCrossEntropyGradient } from './loss.ts';
import { batchNormalization, batchNormGradient, batchNormTraining } from './normalization.ts';
import {
  averagePool,
  averagePoolGradient,
  globalAveragePool,
  globalAveragePoolGradient,
  maxPool,
  maxPoolGradient,
} from './pooling.ts';
import { concatenate, flatten, reshape, slice } from './shape.ts';
import { sgdMomentum } from './update.ts';

/** By domain and operator. */
export const HANDLERS: ReadonlyMap<string, ReadonlyMap<string, Handler>> = new Map([
  [
    '',
    new Map([
      ['Add', add],
      ['AveragePool', averagePool],
      ['BatchNormalization', batchNormalization],
      ['Concat', concatenate],
      ['Conv', convolution],
      ['Dropout', identity],
      ['Flatten', flatten],
      ['Gemm', gemm],
      ['GlobalAveragePool', globalAveragePool],
      ['Identity', identity],
      ['LeakyRelu', leakyRelu],
      ['LogSoftmax', logSoftmax],
      ['MatMul', matrixProduct],
      ['MaxPool', maxPool],
      ['Mul', multiply],
      ['ReduceSum', reduceSum],
      ['Relu', relu],
      ['Reshape', reshape],
      ['Sigmoid', sigmoid],
      ['Slice', slice],
      ['Softmax', softmax],
    ]),
  ],
  [
    ESPALIER_DOMAIN,
    new Map([
      ['AveragePoolGradient', averagePoolGradient],
      ['BatchNormGradient', batchNormGradient],
      ['BatchNormTraining', batchNormTraining],
      ['ConvInputGradient', convolutionInputGradient],
      ['ConvWeightGradient', convolutionWeightGradient],
      ['GlobalAveragePoolGradient', globalAveragePoolGradient],
      ['LeakyReluGradient', leakyReluGradient],
      ['MaxPoolGradient', maxPoolGradient],
      ['ReluGradient', reluGradient],
      ['SgdMomentum', sgdMomentum],
      ['SoftmaxCrossEntropy', softmaxCrossEntropy],
      ['SoftmaxCrossEntropyGradient', softmaxCrossEntropyGradient],
    ]),
  ],
]);
