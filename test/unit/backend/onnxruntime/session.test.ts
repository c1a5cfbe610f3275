import { expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { zeros } from '../../../../src-main/graph/tensor.ts';
import { buildSmallNetwork } from '../../../small-network.ts';

it('names the graph and the device where a computation fails: catches bare messages of the engine', async () => {
  const layer = { channels: 3, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'none' } as const;
  const network = buildSmallNetwork({ layers: [layer], side: 4, classes: 2, transposed: true, seed: 1 });
  const executable = await createOnnxRuntimeBackend({ device: 'cpu' }).load(network);
  const [input] = network.inputs;
  await expect(executable.run({ [input?.name ?? '']: zeros([1, 1, 9, 9]) })).rejects.toMatchObject({
    code: 'computation-failed',
    message: expect.stringContaining(`running "${network.name}" on cpu failed: `),
  });
  await executable.release();
});
