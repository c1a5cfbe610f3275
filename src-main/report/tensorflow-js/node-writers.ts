import type { NodeWriter } from './graph-writer.ts';
import { writeGemm } from './write-algebra.ts';
import { writeConvolution } from './write-convolution.ts';
import { writeBatchNormalization, writeBinary, writeLeakyRelu, writeSoftmax, writeUnary } from './write-elementwise.ts';
import { writeAveragePool, writeGlobalAveragePool, writeMaxPool } from './write-pooling.ts';
import { writeConcat, writeReduceSum, writeReshape, writeSlice } from './write-shape.ts';

/** By ONNX operator. */
export const NODE_WRITERS: ReadonlyMap<string, NodeWriter> = new Map([
  ['Add', writeBinary('AddV2')],
  ['AveragePool', writeAveragePool],
  ['BatchNormalization', writeBatchNormalization],
  ['Concat', writeConcat],
  ['Conv', writeConvolution],
  ['Dropout', writeUnary('Identity')],
  ['Flatten', writeReshape],
  ['Gemm', writeGemm],
  ['GlobalAveragePool', writeGlobalAveragePool],
  ['Identity', writeUnary('Identity')],
  ['LeakyRelu', writeLeakyRelu],
  ['LogSoftmax', writeSoftmax('LogSoftmax')],
  ['MaxPool', writeMaxPool],
  ['Mul', writeBinary('Mul')],
  ['ReduceSum', writeReduceSum],
  ['Relu', writeUnary('Relu')],
  ['Reshape', writeReshape],
  ['Sigmoid', writeUnary('Sigmoid')],
  ['Slice', writeSlice],
  ['Softmax', writeSoftmax('Softmax')],
]);
