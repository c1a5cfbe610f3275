import { float, ints } from '../../graph/attribute.ts';
import type { GraphBuilder } from '../../graph/builder.ts';
import { zeros } from '../../graph/tensor.ts';

/** A value [N, channels, H, W]. */
export interface Maps {
  readonly value: string;
  readonly channels: number;
}

export interface ConvolutionLayer {
  readonly name: string;
  readonly filters: number;
  /** Height and width of its kernel, an odd number; padding keeps the maps' size at stride 1. */
  readonly size: number;
  readonly stride?: number;
  readonly bias?: boolean;
  /** Names its value, where that isn't the layer's own name. */
  readonly output?: string;
}

export function appendConvolution(builder: GraphBuilder, maps: Maps, layer: ConvolutionLayer): Maps {
  const { name, filters, size, stride = 1, bias = false, output = name } = layer;
  const pad = (size - 1) / 2;
  const weight = builder.weight(`${name}.weight`, zeros([filters, maps.channels, size, size]));
  const biases = bias ? [builder.weight(`${name}.bias`, zeros([filters]))] : [];
  const value = builder.add('Conv', [maps.value, weight, ...biases], {
    name,
    output,
    attributes: {
      kernel_shape: ints([size, size]),
      strides: ints([stride, stride]),
      pads: ints([pad, pad, pad, pad]),
    },
  });
  return { value, channels: filters };
}

/** A transposed convolution 4×4 of stride 2, which doubles the maps. */
export function appendDeconvolution(builder: GraphBuilder, maps: Maps, name: string, filters: number): Maps {
  const weight = builder.weight(`${name}.weight`, zeros([maps.channels, filters, 4, 4]));
  const value = builder.add('ConvTranspose', [maps.value, weight], {
    name,
    attributes: { kernel_shape: ints([4, 4]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) },
  });
  return { value, channels: filters };
}

export function appendBatchNorm(builder: GraphBuilder, { value, channels }: Maps, name: string): Maps {
  const parts = ['weight', 'bias', 'running_mean', 'running_var'].map((part) =>
    builder.weight(`${name}.${part}`, zeros([channels])),
  );
  const normalised = builder.add('BatchNormalization', [value, ...parts], {
    name,
    attributes: { epsilon: float(1e-5), momentum: float(0.9) },
  });
  return { value: normalised, channels };
}

export function appendRelu(builder: GraphBuilder, { value, channels }: Maps, name: string): Maps {
  return { value: builder.add('Relu', [value], { name }), channels };
}

/** A max pooling 3×3 of stride 2, which halves the maps. */
export function appendMaxPool(builder: GraphBuilder, { value, channels }: Maps, name: string): Maps {
  const attributes = { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) };
  return { value: builder.add('MaxPool', [value], { name, attributes }), channels };
}
