import { floatTensor, type FloatTensor } from '../../../graph/tensor.ts';
import { pixelSeen } from '../../../graph/window.ts';
import type { Lowering } from '../lowering/lowering.ts';
import type { SmallConvolution } from './small-convolution.ts';

/** How many times as many weights the matrix may hold. */
const MOST_GROWTH = 2;

/** Whether windows see so much of a map that one weight for each pair of pixels is hardly more: 3×3 on maps of 2×2, for example. */
export function suitsDense({ map, output, window: { kernel } }: SmallConvolution): boolean {
  return map[0] * map[1] * output[0] * output[1] <= MOST_GROWTH * kernel[0] * kernel[1];
}

/**
 * A convolution of maps of a few pixels as one product: images [N, C·H·W] times a matrix that has a weight for each pair of an input's and an output's
 * pixel. On 2×2 it is five times as fast as ONNX Runtime's convolution, which goes image by image and multiplies with padding.
 */
export function denseConvolution(convolution: SmallConvolution): Lowering {
  const { filters, channels, map, output, bias } = convolution;
  return (_, [input = ''], { builder }) => {
    const rows = builder.add('Reshape', [input, builder.ints([-1, channels * map[0] * map[1]])]);
    const matrix = builder.constant(denseMatrix(convolution));
    const shift = bias === undefined ? [] : [builder.constant(repeatEach(bias, output[0] * output[1]))];
    const product = builder.add('Gemm', [rows, matrix, ...shift]);
    return [builder.add('Reshape', [product, builder.ints([-1, filters, ...output])])];
  };
}

/** [C·H·W, O·H'·W']. */
function denseMatrix(convolution: SmallConvolution): FloatTensor {
  const { weight, filters, channels, window, map, output } = convolution;
  const [pixels, places] = [map[0] * map[1], output[0] * output[1]];
  const taps = window.kernel[0] * window.kernel[1];
  const seen = tapsBetween(convolution);
  const length = filters * places;
  const matrix = new Float32Array(channels * pixels * length);
  for (let channel = 0; channel < channels; channel++) {
    for (let filter = 0; filter < filters; filter++) {
      const from = (filter * channels + channel) * taps;
      const to = channel * pixels * length + filter * places;
      for (let pixel = 0; pixel < pixels; pixel++) {
        for (let place = 0; place < places; place++) {
          const tap = seen[pixel * places + place] ?? -1;
          if (tap >= 0) matrix[to + pixel * length + place] = weight.data[from + tap] ?? 0;
        }
      }
    }
  }
  return floatTensor([channels * pixels, length], matrix);
}

/** By which of a kernel's taps each place of the output sees each pixel of the input, −1 where by none: [H·W, H'·W']. */
function tapsBetween(convolution: SmallConvolution): Int32Array {
  const { window, map, output } = convolution;
  const places = output[0] * output[1];
  const seen = new Int32Array(map[0] * map[1] * places).fill(-1);
  for (let place = 0; place < places; place++) {
    for (let tap = 0; tap < window.kernel[0] * window.kernel[1]; tap++) {
      const pixel = pixelSeen(convolution, place, tap);
      if (pixel >= 0) seen[pixel * places + place] = tap;
    }
  }
  return seen;
}

function repeatEach({ data }: FloatTensor, times: number): FloatTensor {
  return floatTensor(
    [data.length * times],
    Float32Array.from({ length: data.length * times }, (_, at) => data[Math.floor(at / times)] ?? 0),
  );
}
