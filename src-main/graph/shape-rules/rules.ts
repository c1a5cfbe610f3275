import type { ShapeRule } from '../shape-rule.ts';
import { combine } from './broadcast.ts';
import { convolution, transposedConvolution } from './convolution.ts';
import { expand, flatten, reshape, squeeze, transpose, unsqueeze } from './layout.ts';
import { gemm, matrixProduct } from './matrix.ts';
import { batchNormalization } from './normalization.ts';
import { concatenate, pad, slice, split } from './pieces.ts';
import { globalPooling, pooling } from './pooling.ts';
import { reduction } from './reduction.ts';
import { resize } from './resize.ts';

const sameAsFirst: ShapeRule = (_, [first = []]) => [first];

/** Operators that change each element by itself. */
const POINTWISE = [
  'Relu',
  'LeakyRelu',
  'PRelu',
  'Clip',
  'Sigmoid',
  'HardSigmoid',
  'HardSwish',
  'Tanh',
  'Softplus',
  'Exp',
  'Log',
  'Sqrt',
  'Abs',
  'Neg',
  'Identity',
  'Dropout',
];

/** Shapes of the standard operators that networks may hold (ONNX operator specifications, operator set 17). */
export const SHAPE_RULES: ReadonlyMap<string, ShapeRule> = new Map<string, ShapeRule>([
  ...POINTWISE.map((operator) => [operator, sameAsFirst] as const),
  ['BatchNormalization', batchNormalization],
  ['Softmax', sameAsFirst],
  ['LogSoftmax', sameAsFirst],
  ['Conv', convolution],
  ['ConvTranspose', transposedConvolution],
  ['MaxPool', pooling],
  ['AveragePool', pooling],
  ['GlobalAveragePool', globalPooling],
  ['GlobalMaxPool', globalPooling],
  ['Flatten', flatten],
  ['Reshape', reshape],
  ['Transpose', transpose],
  ['Squeeze', squeeze],
  ['Unsqueeze', unsqueeze],
  ['Gemm', gemm],
  ['MatMul', matrixProduct],
  ['Add', combine],
  ['Sub', combine],
  ['Mul', combine],
  ['Div', combine],
  ['Min', combine],
  ['Max', combine],
  ['Concat', concatenate],
  ['Slice', slice],
  ['Split', split],
  ['Pad', pad],
  ['ReduceSum', reduction],
  ['ReduceMean', reduction],
  ['Resize', resize],
]);

/** Those of further standard operators that losses and gradients are made of. */
export const STEP_SHAPE_RULES: ReadonlyMap<string, ShapeRule> = new Map<string, ShapeRule>([
  ['Sign', sameAsFirst],
  ['Floor', sameAsFirst],
  ['Not', sameAsFirst],
  ['And', combine],
  ['Equal', combine],
  ['Greater', combine],

  ['Less', combine],
  ['Where', combine],
  ['Expand', expand],
]);
