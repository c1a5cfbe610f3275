import { expect, it } from 'vitest';
import { ints, int } from '../../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../../src-main/graph/builder.ts';
import { zeros } from '../../../../src-main/graph/tensor.ts';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';

it('refuses grouped convolutions on WebGPU instead of computing them wrongly', async () => {
  const builder = createGraphBuilder('grouped');
  const images = builder.input('images', 'float32', ['N', 4, 8, 8]);
  const weight = builder.weight('weight', zeros([4, 1, 3, 3]));
  const attributes = { kernel_shape: ints([3, 3]), group: int(4) };
  builder.output(builder.add('Conv', [images, weight], { name: 'depthwise', attributes }), 'float32', ['N', 4, 6, 6]);
  const loading = createOnnxRuntimeBackend({ device: 'webgpu' }).load(builder.build());
  await expect(loading).rejects.toMatchObject({
    code: 'device-unavailable',
    message: expect.stringContaining('"depthwise" is a grouped convolution'),
  });
});
