import { expect, it } from 'vitest';
import { findChannelBlock } from '../../../../src-main/backend/onnxruntime/channel-block.ts';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import {
  blockedFilter,
  convolveBlocked,
} from '../../../../src-main/backend/onnxruntime/lowering/blocked-convolution.ts';
import { ints } from '../../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../../src-main/graph/builder.ts';
import { floatTensor } from '../../../../src-main/graph/tensor.ts';

const block = await findChannelBlock();

it.skipIf(block === undefined)(
  `the channel block found is the one that the convolution reads${block === undefined ? ' (this processor has no blocked layout)' : ''}`,
  async () => {
    // Would catch a block of another size: the filters would meet other channels.
    const channels = 3 * (block ?? 1);
    const builder = createGraphBuilder('blocked');
    const images = builder.input('x', 'float32', [1, channels, 1, 2]);
    const weight = builder.input('w', 'float32', [channels, channels, 1, 1]);
    const context = {
      device: 'cpu',
      builder,
      channelBlock: block,
      shape: () => [],
      hasChannelsLast: () => false,
      isReadBy: () => false,
      shared: (_: string, make: () => string) => make(),
    } as const;
    const filter = blockedFilter(weight, [channels, channels, 1, 1], context);
    const sizes = { filters: channels, attributes: { kernel_shape: ints([1, 1]) } };
    const output = convolveBlocked(images, filter, undefined, sizes, context);
    builder.output(output, 'float32', [1, channels, 1, 2]);
    const executable = await createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }).load(builder.build());
    // Filter o passes channel channels − 1 − o on, (o + 1) times.
    const weights = new Float32Array(channels * channels);
    for (let filterIndex = 0; filterIndex < channels; filterIndex++) {
      weights[filterIndex * channels + channels - 1 - filterIndex] = filterIndex + 1;
    }
    const values = Float32Array.from({ length: channels * 2 }, (_, index) => index);
    const results = await executable.run({
      x: floatTensor([1, channels, 1, 2], values),
      w: floatTensor([channels, channels, 1, 1], weights),
    });
    const expected = Array.from({ length: channels * 2 }, (_, index) => {
      const filterIndex = Math.floor(index / 2);
      return (filterIndex + 1) * (2 * (channels - 1 - filterIndex) + (index % 2));
    });
    expect(Array.from(results[output]?.data ?? [], Number)).toEqual(expected);
    await executable.release();
  },
);
