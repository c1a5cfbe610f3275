import * as tf from '@tensorflow/tfjs-core';
import { windowOutput, type Window } from '../../graph/window.ts';

/** The elements of a pooling's windows, by their position in the window. */
export interface WindowElements {
  /** What each window of maps [N, C, H, W] sees at each position of the kernel, row by row: tensors [N·C, H', W']. */
  take(input: tf.Tensor, fill: number): tf.Tensor[];
  /** The transpose of `take`: the sum of values [N·C, H', W'] at each position, put where the windows see them: [N, C, H, W]. */
  put(values: readonly tf.Tensor[]): tf.Tensor;
}

/**
 * Poolings by the elements of their windows, for any stride, padding and dilation, which the kernels of TensorFlow.js lack in
 * part. The places of a map are sorted by their remainders of the strides into phases [strides, N·C, …, …]; what a position of
 * the kernel sees is then a plain piece of one phase.
 */
export function windowElements(window: Window, shape: readonly number[]): WindowElements {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const { kernel, strides, pads, dilations } = window;
  const [down, across] = strides;
  const planes = batch * channels;
  const [rows, columns] = windowOutput(window, height, width);
  const tall = rows + Math.floor(((kernel[0] - 1) * dilations[0]) / down);
  const wide = columns + Math.floor(((kernel[1] - 1) * dilations[1]) / across);
  const phases = down * across;
  const before: readonly [number, number] = [pads[0], pads[1]];
  // Places behind the last phase are seen by no window; a phase may reach beyond the map.
  const after: readonly [number, number] = [tall * down - height - pads[0], wide * across - width - pads[1]];
  const positions = Array.from({ length: kernel[0] * kernel[1] }, (_, position) => {
    const row = Math.floor(position / kernel[1]) * dilations[0];
    const column = (position % kernel[1]) * dilations[1];
    const phase = (row % down) * across + (column % across);
    return { phase, top: Math.floor(row / down), left: Math.floor(column / across) };
  });

  function sortIntoPhases(padded: tf.Tensor): tf.Tensor[] {
    const split = tf.reshape(padded, [planes, tall, down, wide, across]);
    const sorted = tf.transpose(split, [2, 4, 0, 1, 3]);
    return tf.unstack(tf.reshape(sorted, [phases, planes, tall, wide]));
  }

  return {
    take(input, fill) {
      const maps = tf.reshape(input, [planes, height, width]);
      const found = sortIntoPhases(resize(maps, before, after, fill));
      return positions.map(({ phase, top, left }) => {
        const whole = found[phase] ?? maps;
        const isWhole = tall === rows && wide === columns;
        return isWhole ? whole : tf.slice(whole, [0, top, left], [planes, rows, columns]);
      });
    },
    put(values) {
      const sums = Array.from({ length: phases }, () => tf.zeros([planes, tall, wide]));
      positions.forEach(({ phase, top, left }, position) => {
        const [sum, value] = [sums[phase], values[position]];
        if (sum === undefined || value === undefined) return;
        sums[phase] = tf.add(sum, resize(value, [top, left], [tall - rows - top, wide - columns - left], 0));
      });
      const sorted = tf.reshape(tf.stack(sums), [down, across, planes, tall, wide]);
      const padded = tf.reshape(tf.transpose(sorted, [2, 3, 0, 4, 1]), [planes, tall * down, wide * across]);
      const maps = resize(padded, [-before[0], -before[1]], [-after[0], -after[1]], 0);
      return tf.reshape(maps, [batch, channels, height, width]);
    },
  };
}

/** Maps [N·C, H, W] with so many rows and columns more, or where negative fewer, before and after. */
function resize(
  maps: tf.Tensor,
  before: readonly [number, number],
  after: readonly [number, number],
  fill: number,
): tf.Tensor {
  const amounts = [before[0], before[1], after[0], after[1]];
  if (amounts.every((amount) => amount === 0)) return maps;
  const [planes = 1, height = 1, width = 1] = maps.shape;
  const start = [0, ...before.map((amount) => Math.max(-amount, 0))];
  const kept = [
    planes,
    height + Math.min(before[0], 0) + Math.min(after[0], 0),
    width + Math.min(before[1], 0) + Math.min(after[1], 0),
  ];
  const cut = amounts.some((amount) => amount < 0) ? tf.slice(maps, start, kept) : maps;
  if (amounts.every((amount) => amount <= 0)) return cut;
  return tf.pad(
    cut,
    [
      [0, 0],
      [Math.max(before[0], 0), Math.max(after[0], 0)],
      [Math.max(before[1], 0), Math.max(after[1], 0)],
    ],
    fill,
  );
}
