import { ints, type Attributes } from '../../../../src-main/graph/attribute.ts';

/** The attributes of a square window, disjoint and unpadded where nothing else is said. */
export const squareWindow = (kernel: number, stride = kernel, pads: readonly number[] = [0, 0, 0, 0]): Attributes => ({
  kernel_shape: ints([kernel, kernel]),
  strides: ints([stride, stride]),
  pads: ints(pads),
});
