import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWeights, inspectWeights } from '../../../src-main/cli/inspect-weights.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { encodeSafetensors } from '../../../src-main/weights/safetensors.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

it('lists the tensors of a file of weights with their shapes: catches one left out', async () => {
  const path = join(temporaryFolder(), 'small.safetensors');
  const weights = new Map([
    ['conv.weight', floatTensor([2, 3, 1, 1], [1, 2, 3, 4, 5, 6])],
    ['conv.bias', floatTensor([2], [0, 1])],
  ]);
  writeFileSync(path, encodeSafetensors(weights, {}));
  const inspection = await inspectWeights(path);
  expect(inspection).toMatchObject({ format: 'safetensors', elements: 8 });
  expect(new Map(inspection.tensors.map(({ name, shape }) => [name, shape]))).toEqual(
    new Map([
      ['conv.weight', [2, 3, 1, 1]],
      ['conv.bias', [2]],
    ]),
  );
  expect(describeWeights(inspection)).toMatch(/2 tensors, 8 numbers[^]*conv\.weight +\S+ +2×3×1×1/);
});

it('says which network a file holds, or why none: catches a file recognised by its name alone', async () => {
  const path = join(temporaryFolder(), 'vgg.safetensors');
  const { weights } = buildVgg16({ classes: 7, width: 0.0625, seed: 1 });
  writeFileSync(path, encodeSafetensors(weights));
  const vgg = await inspectWeights(path);
  expect(vgg.network).toEqual({ kind: 'vgg16', filters: [4, 4, 8, 8, 16, 16, 16, 32, 32, 32, 32, 32, 32], classes: 7 });
  expect(describeWeights(vgg)).toContain(`"network": {"kind":"vgg16","weights":${JSON.stringify(path)}}`);
  writeFileSync(path, encodeSafetensors(new Map([...weights].filter(([name]) => name !== 'conv1_1.weight'))));
  const other = await inspectWeights(path);
  expect(other.network).toBeNull();
  expect(describeWeights(other)).toMatch(/no network to start from: .*12 convolutions/);
});
