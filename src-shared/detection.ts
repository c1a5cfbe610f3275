/** An axis-aligned box in pixels of its image; `left` and `top` may be fractions, and 0 is the image's edge. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An object that an annotation says is there. */
export interface TruthBox extends Box {
  /** Index of its class. */
  readonly classIndex: number;
}

/** An object that a network says is there. */
export interface Detection extends Box {
  readonly classIndex: number;
  /** In [0, 1]. */
  readonly score: number;
}
