import * as tf from '@tensorflow/tfjs-core';
import { windowOutput, type Window } from '../../graph/window.ts';

/** One element of every window: at each position of the kernel a map [N·C, H', W'] of what the windows see there. */
export interface WindowElements {
  /** Positions of the kernel, row by row. */
  readonly positions: number;
  /** [N, C, H, W] → what `take` reads: padded maps [N·C, …, …]. */
  pad(input: tf.Tensor, fill: number): tf.Tensor;
  /** What each window sees at a position of the kernel: [N·C, H', W']. */
  take(padded: tf.Tensor, position: number): tf.Tensor;
  /** The transpose of `take`: puts values [N·C, H', W'] where the windows see them in padded maps, zero elsewhere. */
  put(values: tf.Tensor, position: number): tf.Tensor;
  /** Cuts the padding off: [N, C, H, W]. */
  crop(padded: tf.Tensor): tf.Tensor;
}

/**
 * Poolings by the elements of their windows, for any stride, padding and dilation, which the kernels of TensorFlow.js lack in
 * part. A stride is a reshape to [H', stride] and the first of each, so that plain slices and paddings do all the rest.
 */
export function windowElements(window: Window, shape: readonly number[]): WindowElements {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const { kernel, strides, pads, dilations } = window;
  const planes = batch * channels;
  const [rows, columns] = windowOutput(window, height, width);
  const [tall, wide] = [rows * strides[0], columns * strides[1]];
  const [paddedHeight, paddedWidth] = [tall + (kernel[0] - 1) * dilations[0], wide + (kernel[1] - 1) * dilations[1]];
  const corner = (position: number): [number, number] => [
    Math.floor(position / kernel[1]) * dilations[0],
    (position % kernel[1]) * dilations[1],
  ];
  return {
    positions: kernel[0] * kernel[1],
    pad: (input, fill) =>
      tf.pad(
        tf.reshape(input, [planes, height, width]),
        [
          [0, 0],
          [pads[0], paddedHeight - height - pads[0]],
          [pads[1], paddedWidth - width - pads[1]],
        ],
        fill,
      ),
    take(padded, position) {
      const [top, left] = corner(position);
      const seen = tf.slice(padded, [0, top, left], [planes, tall, wide]);
      const strided = tf.reshape(seen, [planes, rows, strides[0], columns, strides[1]]);
      return tf.reshape(tf.slice(strided, [0, 0, 0, 0, 0], [planes, rows, 1, columns, 1]), [planes, rows, columns]);
    },
    put(values, position) {
      const [top, left] = corner(position);
      const strided = tf.pad(tf.reshape(values, [planes, rows, 1, columns, 1]), [
        [0, 0],
        [0, 0],
        [0, strides[0] - 1],
        [0, 0],
        [0, strides[1] - 1],
      ]);
      return tf.pad(tf.reshape(strided, [planes, tall, wide]), [
        [0, 0],
        [top, paddedHeight - tall - top],
        [left, paddedWidth - wide - left],
      ]);
    },
    crop: (padded) =>
      tf.reshape(tf.slice(padded, [0, pads[0], pads[1]], [planes, height, width]), [batch, channels, height, width]),
  };
}
