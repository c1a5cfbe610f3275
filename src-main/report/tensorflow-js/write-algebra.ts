import { numberAttribute } from '../../graph/attribute.ts';
import { floatTensor } from '../../graph/tensor.ts';
import { FLOAT } from './graph-definition.ts';
import type { Attributes, NodeWriter } from './graph-writer.ts';

/** Gemm: alpha·A'·B' + beta·C. */
export const writeGemm: NodeWriter = (node, writer) => {
  const [left = '', right = '', bias = ''] = node.inputs;
  const [output = ''] = node.outputs;
  const transposed = (name: string): { b: boolean } => ({ b: numberAttribute(node, name, 0) !== 0 });
  const attr: Attributes = { ...FLOAT, transpose_a: transposed('transA'), transpose_b: transposed('transB') };
  const matrices = [writer.stored(left), writer.stored(right)];
  if (bias === '' && numberAttribute(node, 'alpha', 1) === 1) {
    writer.define(output, 'MatMul', matrices, attr);
    return;
  }
  const product = scaled(writer.add(`${output}/product`, 'MatMul', matrices, attr), 'alpha');
  if (bias === '') writer.define(output, 'Identity', [product], FLOAT);
  else writer.define(output, 'AddV2', [product, scaled(writer.stored(bias), 'beta')], FLOAT);

  function scaled(tensor: string, name: string): string {
    const factor = numberAttribute(node, name, 1);
    if (factor === 1) return tensor;
    return writer.add(`${output}/${name}`, 'Mul', [tensor, writer.floats(name, floatTensor([], [factor]))], FLOAT);
  }
};

export const writeMatrixProduct: NodeWriter = (node, writer) => {
  const attr: Attributes = { ...FLOAT, adj_x: { b: false }, adj_y: { b: false } };
  const matrices = node.inputs.map((input) => writer.natural(input));
  writer.defineNatural(node.outputs[0] ?? '', 'BatchMatMulV2', matrices, attr);
};
