import { expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { createGraphBuilder } from '../../../../src-main/graph/builder.ts';
import { appendGeneralisedOverlap } from '../../../../src-main/graph/objective/generalised-overlap.ts';
import { floatTensor } from '../../../../src-main/graph/tensor.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import { largestDifference } from '../../../small-network.ts';
import { askPython, pack, pytorchMissing, unpack } from '../pytorch.ts';

/** Centre x, y, width, height: equal, one in the other, side by side, far apart, touching, and at random. */
const PAIRS: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[5, 5, 2, 3], [5, 5, 2, 3]],
  [[5, 5, 4, 4], [5.5, 5, 1, 2]],
  [[5, 5, 2, 2], [6, 5, 2, 2]],
  [[1, 1, 1, 1], [60, 70, 3, 2]],
  [[1, 1, 2, 2], [3, 1, 2, 2]],
  [[1, 1, 1e-3, 1e-3], [1, 1, 40, 40]],
  ...Array.from({ length: 40 }, (_, index) => {
    const random = createRandom(index, 'boxes');
    const box = () => [random.uniform() * 8, random.uniform() * 8, 0.1 + random.uniform() * 6, 0.1 + random.uniform() * 6];
    return [box(), box()] as const;
  }),
]; // prettier-ignore

async function overlaps(): Promise<Float32Array> {
  const builder = createGraphBuilder('overlap');
  const part = (box: 0 | 1, first: number): string =>
    builder.constant(
      floatTensor(
        [PAIRS.length, 2],
        PAIRS.flatMap((pair) => pair[box].slice(first, first + 2)),
      ),
    );
  const given = ([0, 1] as const).map((box) => ({ centre: part(box, 0), size: part(box, 2) }));
  const [first = { centre: '', size: '' }, second = first] = given;
  builder.output(appendGeneralisedOverlap(builder, 1, first, second), 'float32', [PAIRS.length, 1]);
  const executable = await createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }).load(builder.build());
  const [result] = Object.values(await executable.run({}));
  await executable.release();
  if (result?.type !== 'float32') throw new Error('no overlaps');
  return result.data;
}

it.skipIf(pytorchMissing !== undefined)(
  `the generalised overlap is torchvision's ${pytorchMissing ?? ''}`,
  async () => {
    const boxes = ([0, 1] as const).map((box) =>
      floatTensor(
        [PAIRS.length, 4],
        PAIRS.flatMap((pair) => pair[box]),
      ),
    );
    const [a = floatTensor([0], []), b = a] = boxes;
    const answer = askPython(
      `
import torch
from torchvision.ops import box_convert, generalized_box_iou
a, b = (box_convert(torch.tensor(unpack(given)[n]), 'cxcywh', 'xyxy') for n in 'ab')
answer = pack({'giou': generalized_box_iou(a, b).diagonal().numpy()})`,
      pack({ a, b }),
    );
    const expected = unpack(answer)['giou']?.data ?? [];
    expect(expected[0]).toBeCloseTo(1, 5);
    expect(expected[3]).toBeLessThan(-0.9);
    expect(largestDifference(await overlaps(), expected)).toBeLessThan(1e-5);
  },
  60_000,
);
