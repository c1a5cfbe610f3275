import type { NodeWriter } from './graph-writer.ts';
import {
  writeClip,
  writeHardSigmoid,
  writeHardSwish,
  writeLeakyRelu,
  writeParametricRelu,
} from './write-activation.ts';
import { writeGemm, writeMatrixProduct } from './write-algebra.ts';
import { writeConvolution } from './write-convolution.ts';
import { writeBatchNormalization, writeBinary, writeSoftmax, writeUnary } from './write-elementwise.ts';
import { writeAveragePool, writeGlobalPool, writeMaxPool } from './write-pooling.ts';
import { writeReduction } from './write-reduction.ts';
import {
  writeConcat,
  writePad,
  writeReshape,
  writeResize,
  writeSlice,
  writeSplit,
  writeTranspose,
} from './write-shape.ts';
import { writeTransposedConvolution } from './write-transposed-convolution.ts';

/** By ONNX operator. */
export const NODE_WRITERS: ReadonlyMap<string, NodeWriter> = new Map([
  ['Abs', writeUnary('Abs')],
  ['Add', writeBinary('AddV2')],
  ['AveragePool', writeAveragePool],
  ['BatchNormalization', writeBatchNormalization],
  ['Clip', writeClip],
  ['Concat', writeConcat],
  ['Conv', writeConvolution],
  ['ConvTranspose', writeTransposedConvolution],
  ['Div', writeBinary('RealDiv')],
  ['Dropout', writeUnary('Identity')],
  ['Exp', writeUnary('Exp')],
  ['Flatten', writeReshape],
  ['Gemm', writeGemm],
  ['GlobalAveragePool', writeGlobalPool('Mean')],
  ['GlobalMaxPool', writeGlobalPool('Max')],
  ['HardSigmoid', writeHardSigmoid],
  ['HardSwish', writeHardSwish],
  ['Identity', writeUnary('Identity')],
  ['LeakyRelu', writeLeakyRelu],
  ['Log', writeUnary('Log')],
  ['LogSoftmax', writeSoftmax('LogSoftmax')],
  ['MatMul', writeMatrixProduct],
  ['Max', writeBinary('Maximum')],
  ['MaxPool', writeMaxPool],
  ['Min', writeBinary('Minimum')],
  ['Mul', writeBinary('Mul')],
  ['Neg', writeUnary('Neg')],
  ['PRelu', writeParametricRelu],
  ['Pad', writePad],
  ['ReduceMean', writeReduction('Mean')],
  ['ReduceSum', writeReduction('Sum')],
  ['Relu', writeUnary('Relu')],
  ['Reshape', writeReshape],
  ['Resize', writeResize],
  ['Sigmoid', writeUnary('Sigmoid')],
  ['Slice', writeSlice],
  ['Softmax', writeSoftmax('Softmax')],
  ['Softplus', writeUnary('Softplus')],
  ['Split', writeSplit],
  ['Sqrt', writeUnary('Sqrt')],
  ['Squeeze', writeReshape],
  ['Sub', writeBinary('Sub')],
  ['Tanh', writeUnary('Tanh')],
  ['Transpose', writeTranspose],
  ['Unsqueeze', writeReshape],
]);
