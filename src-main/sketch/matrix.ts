/** A row-major matrix of doubles. */
export interface DenseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** What the sketch needs of a backend: products of large matrices. */
export interface MatrixProducts {
  /** X·Y. */
  multiply(x: DenseMatrix, y: DenseMatrix): Promise<DenseMatrix>;
  /** X·Yᵀ, as quick as X·Y. */
  multiplyTransposed(x: DenseMatrix, y: DenseMatrix): Promise<DenseMatrix>;
}

export function zeroMatrix(rows: number, columns: number): DenseMatrix {
  return { rows, columns, data: new Float64Array(rows * columns) };
}

export function identityMatrix(size: number): DenseMatrix {
  const identity = zeroMatrix(size, size);
  for (let index = 0; index < size; index++) identity.data[index * size + index] = 1;
  return identity;
}

/** Tiles of so many rows and columns stay in the cache while they are turned. */
const TILE = 32;

export function transpose(x: DenseMatrix): DenseMatrix {
  const turned = zeroMatrix(x.columns, x.rows);
  for (let top = 0; top < x.rows; top += TILE) {
    for (let left = 0; left < x.columns; left += TILE) transposeTile(x, top, left, turned.data);
  }
  return turned;
}

function transposeTile({ rows, columns, data }: DenseMatrix, top: number, left: number, turned: Float64Array): void {
  const bottom = Math.min(top + TILE, rows);
  const right = Math.min(left + TILE, columns);
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      turned[column * rows + row] = data[row * columns + column] ?? 0;
    }
  }
}

/** One row, as a view: writing to it writes to the matrix. */
export function rowOf(x: DenseMatrix, row: number): Float64Array {
  return x.data.subarray(row * x.columns, (row + 1) * x.columns);
}

/** Rows `start` … `end` − 1, as a view. */
export function rowRange(x: DenseMatrix, start: number, end: number): DenseMatrix {
  return { rows: end - start, columns: x.columns, data: x.data.subarray(start * x.columns, end * x.columns) };
}

/** The rows with the given indices, in that order, copied. */
export function selectRows(x: DenseMatrix, indices: readonly number[]): DenseMatrix {
  const selected = zeroMatrix(indices.length, x.columns);
  indices.forEach((from, to) => {
    selected.data.set(rowOf(x, from), to * x.columns);
  });
  return selected;
}

/** Y's rows below X's. */
export function stackRows(x: DenseMatrix, y: DenseMatrix): DenseMatrix {
  const stacked = zeroMatrix(x.rows + y.rows, x.columns);
  stacked.data.set(x.data);
  stacked.data.set(y.data, x.data.length);
  return stacked;
}

/** Columns `start` … `end` − 1, copied. */
export function columnRange(x: DenseMatrix, start: number, end: number): DenseMatrix {
  const range = zeroMatrix(x.rows, end - start);
  for (let row = 0; row < x.rows; row++) rowOf(range, row).set(rowOf(x, row).subarray(start, end));
  return range;
}

/** Y's columns behind X's. */
export function stackColumns(x: DenseMatrix, y: DenseMatrix): DenseMatrix {
  const stacked = zeroMatrix(x.rows, x.columns + y.columns);
  for (let row = 0; row < x.rows; row++) {
    rowOf(stacked, row).set(rowOf(x, row));
    rowOf(stacked, row).set(rowOf(y, row), x.columns);
  }
  return stacked;
}

/** X − Y. */
export function subtract(x: DenseMatrix, y: DenseMatrix): DenseMatrix {
  const difference = zeroMatrix(x.rows, x.columns);
  for (let index = 0; index < difference.data.length; index++) {
    difference.data[index] = (x.data[index] ?? 0) - (y.data[index] ?? 0);
  }
  return difference;
}

export function diagonalOf(x: DenseMatrix): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, index) => x.data[index * (x.columns + 1)] ?? 0);
}

/** X + λI, copied. */
export function addToDiagonal(x: DenseMatrix, value: number): DenseMatrix {
  const sum = { ...x, data: x.data.slice() };
  for (let index = 0; index < sum.data.length; index += x.columns + 1) sum.data[index] = (x.data[index] ?? 0) + value;
  return sum;
}

/** λX, copied. */
export function scaleBy(x: DenseMatrix, factor: number): DenseMatrix {
  const scaled = zeroMatrix(x.rows, x.columns);
  for (let index = 0; index < scaled.data.length; index++) scaled.data[index] = factor * (x.data[index] ?? 0);
  return scaled;
}

/** X·diag(factors), copied. */
export function scaleColumns(x: DenseMatrix, factors: Float64Array): DenseMatrix {
  const scaled = zeroMatrix(x.rows, x.columns);
  for (let row = 0, index = 0; row < x.rows; row++) {
    for (let column = 0; column < x.columns; column++, index++) {
      scaled.data[index] = (x.data[index] ?? 0) * (factors[column] ?? 0);
    }
  }
  return scaled;
}

/** xᵀy, in four running sums so that an addition need not wait for the one before. */
export function dot(x: Float64Array, y: Float64Array): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let index = 0;
  for (; index + 3 < x.length; index += 4) {
    first += (x[index] ?? 0) * (y[index] ?? 0);
    second += (x[index + 1] ?? 0) * (y[index + 1] ?? 0);
    third += (x[index + 2] ?? 0) * (y[index + 2] ?? 0);
    fourth += (x[index + 3] ?? 0) * (y[index + 3] ?? 0);
  }
  for (; index < x.length; index++) first += (x[index] ?? 0) * (y[index] ?? 0);
  return first + second + (third + fourth);
}

/** ‖X‖_F². */
export function squaredNorm(x: DenseMatrix): number {
  return dot(x.data, x.data);
}
