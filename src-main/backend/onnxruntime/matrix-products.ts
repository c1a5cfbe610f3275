import { InferenceSession, Tensor } from 'onnxruntime-node';
import { EspalierError } from '../../../src-shared/errors.ts';
import { createGraphBuilder } from '../../graph/builder.ts';
import { encodeOnnx } from '../../graph/onnx-writer.ts';
import type { DenseMatrix, MatrixProducts } from '../../sketch/matrix.ts';

/**
 * Matrix products in double precision on the CPU by ONNX Runtime: one MatMul graph with free sizes.
 * On one thread: a sketch makes thousands of products of a millisecond, and threads that wait for one another lose more
 * on a busy machine than they gain on an idle one.
 * `release` frees the session; nothing may be multiplied afterwards.
 */
export async function createMatrixProducts(): Promise<MatrixProducts & { release(): Promise<void> }> {
  const session = await InferenceSession.create(encodeMatMul(), { executionProviders: ['cpu'], intraOpNumThreads: 1 });
  return {
    async multiply(x, y) {
      if (x.columns !== y.rows) {
        const sizes = `${x.rows}×${x.columns} by ${y.rows}×${y.columns}`;
        throw new EspalierError('internal', `a matrix of ${sizes} can't be multiplied`);
      }
      const { product } = await session.run({ x: toTensor(x), y: toTensor(y) });
      if (!(product?.data instanceof Float64Array)) {
        throw new EspalierError('internal', 'ONNX Runtime returned no float64 matrix product');
      }
      return { rows: x.rows, columns: y.columns, data: product.data };
    },
    release: () => session.release(),
  };
}

function encodeMatMul(): Uint8Array {
  const builder = createGraphBuilder('matrix-product');
  const x = builder.input('x', 'float64', ['rows', 'inner']);
  const y = builder.input('y', 'float64', ['inner', 'columns']);
  builder.output(builder.add('MatMul', [x, y], { output: 'product' }), 'float64', ['rows', 'columns']);
  return encodeOnnx(builder.build());
}

function toTensor(matrix: DenseMatrix): Tensor {
  return new Tensor('float64', matrix.data, [matrix.rows, matrix.columns]);
}
