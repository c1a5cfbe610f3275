import { expect, it, onTestFinished } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { regress } from '../../../src-main/refit/regress.ts';
import { transpose, type DenseMatrix } from '../../../src-main/sketch/matrix.ts';
import { gaussianMatrix, naiveProduct, toRows } from '../sketch/matrices.ts';
import { askNumpy, numpyMissing } from '../sketch/numpy.ts';

const COUNT = 60;
/** Inputs with means of their own, outputs with an offset. */
const inputs = shift(gaussianMatrix(COUNT, 7, 1), 2);
const targets = shift(naiveProduct(inputs, gaussianMatrix(7, 3, 2)), -5);
const start = gaussianMatrix(3, 7, 3);

it.skipIf(numpyMissing)(
  'is the ridge regression that numpy solves, with its means, variances and intercepts',
  async () => {
    // Would catch a penalty towards zero instead of the start, or moments that are not centred.
    const ridge = 0.3;
    const products = await createMatrixProducts();
    onTestFinished(() => products.release());
    const moments = {
      count: COUNT,
      inputSum: sumRows(inputs),
      targetSum: sumRows(targets),
      inputSquares: naiveProduct(transpose(inputs), inputs),
      targetProducts: naiveProduct(transpose(targets), inputs),
    };
    const { weights, means, variances, intercepts } = await regress(moments, start, ridge, products);
    const code = `
x, t, w0 = (np.array(given[key]) for key in ('x', 't', 'w0'))
xc, tc = x - x.mean(0), t - t.mean(0)
penalty = given['ridge'] * np.trace(xc.T @ xc) / x.shape[1]
stacked = np.vstack([xc, np.sqrt(penalty) * np.eye(x.shape[1])])
w = np.linalg.lstsq(stacked, np.vstack([tc, np.sqrt(penalty) * w0.T]), rcond=None)[0].T
y = x @ w.T
answer = np.concatenate([w.ravel(), y.mean(0), y.var(0), t.mean(0) - y.mean(0)])`;
    const answer = askNumpy(code, { x: toRows(inputs), t: toRows(targets), w0: toRows(start), ridge });
    const ours = [...weights.data, ...means, ...variances, ...intercepts];
    expect(answer).toHaveLength(ours.length);
    ours.forEach((value, index) => {
      expect(value).toBeCloseTo(answer[index] ?? NaN, 8);
    });
  },
);

function shift(x: DenseMatrix, offset: number): DenseMatrix {
  return { ...x, data: x.data.map((value, index) => value + offset * (index % x.columns)) };
}

function sumRows(x: DenseMatrix): Float64Array {
  return Float64Array.from({ length: x.columns }, (_, column) =>
    toRows(x).reduce((sum, row) => sum + (row[column] ?? 0), 0),
  );
}
