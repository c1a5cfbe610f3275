import { int, ints } from '../../../graph/attribute.ts';
import type { Tensor } from '../../../graph/tensor.ts';
import { windowOutput, type Window } from '../../../graph/window.ts';
import type { LoweringContext } from './lowering.ts';

/**
 * On maps of at most this many pixels a convolution and its weight's gradient share the columns of the whole batch: one product beats one an
 * image there. Both have to keep to it, since weights are then kept in the columns' order.
 */
export const SHARED_COLUMNS_MAP = 64;

/** A value [N, C, H, W] with its channels last, in the given shape; shared by all who ask for it. */
export function channelsLast(value: string, shape: readonly number[], context: LoweringContext): string {
  const { builder } = context;
  const transposed = context.shared(`channels last ${value}`, () =>
    builder.add('Transpose', [value], { attributes: { perm: ints([0, 2, 3, 1]) } }),
  );
  return builder.add('Reshape', [transposed, builder.ints(shape)]);
}

/** Rows of channels, in memory [N, H, W, C], as [N, C, H, W]. */
export function channelsFirst(rows: string, shape: readonly number[], { builder }: LoweringContext): string {
  const pixels = builder.add('Reshape', [rows, builder.ints(shape)]);
  return builder.add('Transpose', [pixels], { attributes: { perm: ints([0, 3, 1, 2]) } });
}

/**
 * What each window of a convolution sees: [N, C, H, W] → [N·H'·W', kh·kw·C] (im2col with channels last). One Gather of
 * whole pixels writes it in a single pass; `mirrored` runs through the kernel positions backwards. Shared by all lowerings that ask for the same columns.
 */
export function imageColumns(
  input: string,
  [batch = 1, channels = 1, height = 1, width = 1]: readonly number[],
  window: Window,
  context: LoweringContext,
  order: 'straight' | 'mirrored' = 'straight',
): string {
  const { builder } = context;
  const { pads } = window;
  const key = JSON.stringify([batch, height, width, window, order]);
  return context.shared(`columns ${input} ${key}`, () => {
    const pixels = channelsLast(input, [batch, height, width, channels], context);
    const padded = pads.every((pad) => pad === 0)
      ? pixels
      : builder.add('Pad', [pixels, builder.ints([0, pads[0], pads[1], 0, 0, pads[2], pads[3], 0])]);
    const paddedHeight = height + pads[0] + pads[2];
    const paddedWidth = width + pads[1] + pads[3];
    const flat = builder.add('Reshape', [padded, builder.ints([batch * paddedHeight * paddedWidth, channels])]);
    const indices = context.shared(`column indices ${key}`, () =>
      builder.constant(columnIndices(batch, height, width, window, order)),
    );
    const gathered = builder.add('Gather', [flat, indices], { attributes: { axis: int(0) } });
    const [outputHeight, outputWidth] = windowOutput(window, height, width);
    const taps = window.kernel[0] * window.kernel[1];
    return builder.add('Reshape', [gathered, builder.ints([batch * outputHeight * outputWidth, taps * channels])]);
  });
}

/** For every window and kernel position the index of the pixel it sees among all padded pixels: [N·H'·W', kh·kw]. */
function columnIndices(
  batch: number,
  height: number,
  width: number,
  window: Window,
  order: 'straight' | 'mirrored',
): Tensor {
  const { kernel, strides, pads, dilations } = window;
  const paddedHeight = height + pads[0] + pads[2];
  const paddedWidth = width + pads[1] + pads[3];
  const [outputHeight, outputWidth] = windowOutput(window, height, width);
  const taps = kernel[0] * kernel[1];
  const indices = new BigInt64Array(batch * outputHeight * outputWidth * taps);
  let at = 0;
  for (let image = 0; image < batch; image++) {
    for (let row = 0; row < outputHeight; row++) {
      for (let column = 0; column < outputWidth; column++) {
        for (let position = 0; position < taps; position++) {
          const tap = order === 'straight' ? position : taps - 1 - position;
          const y = row * strides[0] + Math.floor(tap / kernel[1]) * dilations[0];
          const x = column * strides[1] + (tap % kernel[1]) * dilations[1];
          indices[at++] = BigInt((image * paddedHeight + y) * paddedWidth + x);
        }
      }
    }
  }
  return { type: 'int64', shape: [batch * outputHeight * outputWidth, taps], data: indices };
}
