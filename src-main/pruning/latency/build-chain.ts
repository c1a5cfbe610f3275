import { ints } from '../../graph/attribute.ts';
import { createGraphBuilder } from '../../graph/builder.ts';
import type { Graph } from '../../graph/graph.ts';
import { countElements, floatTensor, type FloatTensor } from '../../graph/tensor.ts';
import type { LayerChain } from './layer-chain.ts';

/** The network of a chain whose layer has so many channels, for batches of any size, with weights that are there only to be multiplied. */
export function buildChain({ input, layer, shrink, reader }: LayerChain, channels: number): Graph {
  const builder = createGraphBuilder('layer');
  const [inputChannels = 1] = input;
  const images = builder.input('images', 'float32', ['N', ...input]);
  const weight = builder.constant(constantTensor([channels, inputChannels, ...layer.kernel]));
  const made = builder.add('Conv', [images, weight], { attributes: layer.attributes });
  let last = builder.add('Relu', [made]);
  if (shrink.some((factor) => factor > 1)) {
    last = builder.add('MaxPool', [last], { attributes: { kernel_shape: ints(shrink), strides: ints(shrink) } });
  }
  if (reader !== undefined) {
    const inputs = builder.constant(constantTensor([reader.filters, channels, ...reader.kernel]));
    last = builder.add('Conv', [last, inputs], { attributes: reader.attributes });
  }
  builder.output(last, 'float32', ['N', reader?.filters ?? channels, 'H', 'W']);
  return builder.build();
}

/** Bytes of the weights of a chain, for each channel of its layer. */
export function bytesOfChannel({ input, layer, reader }: LayerChain): number {
  const [inputChannels = 1] = input;
  const read = reader === undefined ? 0 : reader.filters * countElements(reader.kernel);
  return Float32Array.BYTES_PER_ELEMENT * (inputChannels * countElements(layer.kernel) + read);
}

/** Not zero, and no number so small that processors take longer for it. */
function constantTensor(shape: readonly number[]): FloatTensor {
  return floatTensor(shape, new Float32Array(countElements(shape)).fill(0.01));
}
