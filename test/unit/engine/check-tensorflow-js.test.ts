import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { checkTensorflowJs } from '../../../src-main/engine/check-tensorflow-js.ts';
import { encodeTensorflowJs } from '../../../src-main/report/tensorflow-js/encode-tensorflow-js.ts';
import { writeModelFolder } from '../../../src-main/report/tensorflow-js/model-folder.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { buildSmallNetwork, randomTensor } from '../../small-network.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const layer = { channels: 4, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'MaxPool' } as const;

it('finds a weight that is not what it was, and nothing in a model that is right', async () => {
  // Would catch a check that compares too loosely, or the network with itself.
  const folder = join(temporaryFolder(), 'model');
  const network = buildSmallNetwork({ layers: [layer], side: 8, classes: 3, transposed: true, seed: 1 });
  await writeModelFolder(folder, encodeTensorflowJs(network, {}));
  const images = randomTensor(createRandom(1), [4, 3, 8, 8]);
  const backend = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });
  const check = (): Promise<number> => checkTensorflowJs(join(folder, 'model.json'), network, images, backend);
  expect(await check()).toBeLessThan(1e-5);
  const shard = join(folder, 'group1-shard1of1.bin');
  const bytes = readFileSync(shard);
  // Of the second filter: the first is one that the ReLU keeps at zero for these images.
  bytes.writeFloatLE(bytes.readFloatLE(4) + 0.01, 4);
  writeFileSync(shard, bytes);
  await expect(check()).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringMatching(/outputs differ by 0\.0\d* when read back/),
  });
});
