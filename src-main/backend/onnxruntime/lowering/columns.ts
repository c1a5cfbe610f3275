import { int } from '../../../graph/attribute.ts';
import { zeros, type Tensor } from '../../../graph/tensor.ts';
import { pixelSeen, windowOutput, type Window } from '../../../graph/window.ts';
import type { LoweringContext } from './lowering.ts';

/**
 * On maps of at most this many pixels a convolution and its weight's gradient share the columns of the whole batch: one product beats one an
 * image there. Both have to keep to it, since weights are then kept in the columns' order.
 */
export const SHARED_COLUMNS_MAP = 64;

/**
 * What each window of a convolution sees: pixels [N, H, W, C] → [N·H'·W', kh·kw·C] (im2col with channels last). One Gather of
 * whole pixels writes it in a single pass; `mirrored` runs through the kernel positions backwards. Shared by all lowerings that ask for the same columns.
 */
export function imageColumns(
  pixels: string,
  [batch = 1, channels = 1, height = 1, width = 1]: readonly number[],
  window: Window,
  context: LoweringContext,
  order: 'straight' | 'mirrored' = 'straight',
): string {
  const { builder } = context;
  const key = JSON.stringify([batch, height, width, window, order]);
  return context.shared(`columns ${pixels} ${key}`, () => {
    const flat = builder.add('Reshape', [pixels, builder.ints([batch * height * width, channels])]);
    if (seesEachPixelOnce(window)) return flat;
    // Windows see it where they reach over the edge.
    const nothing = context.shared(`pixel of ${channels} zeros`, () => builder.constant(zeros([1, channels])));
    const source = window.pads.every((pad) => pad === 0)
      ? flat
      : builder.add('Concat', [flat, nothing], { attributes: { axis: int(0) } });
    const indices = context.shared(`column indices ${key}`, () =>
      builder.constant(columnIndices(batch, height, width, window, order)),
    );
    const gathered = builder.add('Gather', [source, indices], { attributes: { axis: int(0) } });
    const [outputHeight, outputWidth] = windowOutput(window, height, width);
    const taps = window.kernel[0] * window.kernel[1];
    return builder.add('Reshape', [gathered, builder.ints([batch * outputHeight * outputWidth, taps * channels])]);
  });
}

/** Whether it is the window of a pointwise convolution. */
export function seesEachPixelOnce({ kernel, strides, pads }: Window): boolean {
  return (
    kernel.every((length) => length === 1) && strides.every((stride) => stride === 1) && pads.every((pad) => pad === 0)
  );
}

/** For every window and kernel position the index of the pixel it sees; beyond the edge the one after all pixels: [N·H'·W', kh·kw]. */
function columnIndices(
  batch: number,
  height: number,
  width: number,
  window: Window,
  order: 'straight' | 'mirrored',
): Tensor {
  const taps = window.kernel[0] * window.kernel[1];
  const output = windowOutput(window, height, width);
  const moved = { window, map: [height, width], output } as const;
  const places = output[0] * output[1];
  const indices = new BigInt64Array(batch * places * taps);
  let at = 0;
  for (let image = 0; image < batch; image++) {
    for (let place = 0; place < places; place++) {
      for (let position = 0; position < taps; position++) {
        const tap = order === 'straight' ? position : taps - 1 - position;
        const pixel = pixelSeen(moved, place, tap);
        indices[at++] = BigInt(pixel < 0 ? batch * height * width : image * height * width + pixel);
      }
    }
  }
  return { type: 'int64', shape: [batch * places, taps], data: indices };
}
