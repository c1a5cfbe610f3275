import type { GraphBuilder } from '../builder.ts';

/** What a training step is given of each image besides its pixels. */
export interface Target {
  readonly name: string;
  readonly type: 'float32' | 'int64';
  /** Without the batch. */
  readonly shape: readonly number[];
}

/** What a network is trained towards. */
export interface Objective {
  readonly targets: readonly Target[];
  /**
   * Appends the loss of a network's outputs, whose names in the builder are their own, against the targets, which are inputs of it.
   * Returns the name of the scalar to minimise, a mean over the batch, and scalars of interest by what they are called.
   */
  append(builder: GraphBuilder, batchSize: number): Loss;
}

export interface Loss {
  readonly loss: string;
  readonly measures: ReadonlyMap<string, string>;
}
