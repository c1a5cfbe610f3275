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
}
