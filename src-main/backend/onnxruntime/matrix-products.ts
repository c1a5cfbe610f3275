import { InferenceSession, Tensor } from 'onnxruntime-node';
import { EspalierError } from '../../../src-shared/errors.ts';
import { int } from '../../graph/attribute.ts';
import { createGraphBuilder, type GraphBuilder } from '../../graph/builder.ts';
import { encodeOnnx } from '../../graph/onnx-writer.ts';
import type { DenseMatrix, MatrixProducts } from '../../sketch/matrix.ts';

/**
 * Matrix products in double precision on the CPU by ONNX Runtime: a graph a kind, with free sizes.
 * On one thread: a sketch makes thousands of products of a millisecond, and threads that wait for one another lose more
 * on a busy machine than they gain on an idle one.
 * `release` frees the sessions; nothing may be multiplied afterwards.
 */
export async function createMatrixProducts(): Promise<MatrixProducts & { release(): Promise<void> }> {
  const plain = await openProduct((builder) => {
    const x = builder.input('x', 'float64', ['rows', 'inner']);
    const y = builder.input('y', 'float64', ['inner', 'columns']);
    return builder.add('MatMul', [x, y], { output: 'product' });
  });
  const transposed = await openProduct((builder) => {
    const x = builder.input('x', 'float64', ['rows', 'inner']);
    const y = builder.input('y', 'float64', ['columns', 'inner']);
    return builder.add('Gemm', [x, y], { output: 'product', attributes: { transB: int(1) } });
  });
  return {
    async multiply(x, y) {
      if (x.columns !== y.rows) refuse(x, `${y.rows}×${y.columns}`);
      return { rows: x.rows, columns: y.columns, data: await run(plain, x, y) };
    },
    async multiplyTransposed(x, y) {
      if (x.columns !== y.columns) refuse(x, `a transposed ${y.rows}×${y.columns}`);
      return { rows: x.rows, columns: y.rows, data: await run(transposed, x, y) };
    },
    async release() {
      await plain.release();
      await transposed.release();
    },
  };
}

function openProduct(addProduct: (builder: GraphBuilder) => string): Promise<InferenceSession> {
  const builder = createGraphBuilder('matrix-product');
  builder.output(addProduct(builder), 'float64', ['rows', 'columns']);
  return InferenceSession.create(encodeOnnx(builder.build()), { executionProviders: ['cpu'], intraOpNumThreads: 1 });
}

async function run(session: InferenceSession, x: DenseMatrix, y: DenseMatrix): Promise<Float64Array> {
  const { product } = await session.run({ x: toTensor(x), y: toTensor(y) });
  if (!(product?.data instanceof Float64Array)) {
    throw new EspalierError('internal', 'ONNX Runtime returned no float64 matrix product');
  }
  return product.data;
}

function refuse(x: DenseMatrix, other: string): never {
  throw new EspalierError('internal', `a matrix of ${x.rows}×${x.columns} by ${other} can't be multiplied`);
}

function toTensor(matrix: DenseMatrix): Tensor {
  return new Tensor('float64', matrix.data, [matrix.rows, matrix.columns]);
}
