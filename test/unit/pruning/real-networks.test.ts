import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { measureCost } from '../../../src-main/evaluation/cost.ts';
import type { Graph } from '../../../src-main/graph/graph.ts';
import { readImageInput } from '../../../src-main/graph/image-input.ts';
import { buildCenterNet } from '../../../src-main/network/centernet/centernet.ts';
import { readDarknetNetwork } from '../../../src-main/network/darknet/read-darknet.ts';
import { buildYolov3 } from '../../../src-main/network/darknet/yolov3.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { planPruning } from '../../../src-main/pruning/plan.ts';
import { maskChannels, removeChannels } from '../../../src-main/pruning/surgery.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { shortcutSchema } from '../../../src-shared/recipe.ts';
import { PLAIN_PRUNING } from '../../plain-pruning.ts';
import { largestDifference, randomTensor } from '../../small-network.ts';
import { findTestData } from '../../test-data.ts';

const nano = findTestData('yolov3-nano');
const input = { height: 64, width: 64 };

async function outputsOf(graph: Graph): Promise<number[]> {
  const { images, channels, height, width } = readImageInput(graph);
  const executable = await createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }).load(graph);
  const outputs = await executable.run({
    [images]: randomTensor(createRandom(1, 'images'), [1, channels, height, width]),
  });
  await executable.release();
  return graph.outputs.flatMap(({ name }) => Array.from(outputs[name]?.data ?? [], Number));
}

/** Prunes to 40 % of the parameters by each way of a shortcut, and compares with the masked network. */
async function expectLegalPruning(graph: Graph): Promise<void> {
  const { groups } = surveyGroups(graph);
  const base = measureCost(graph).parameters;
  for (const shortcut of shortcutSchema.options) {
    const aim = shortcut === 'skip' ? { ratio: 0.3 } : { target: { parameters: 0.4 } };
    const plan = planPruning(graph, { ...PLAIN_PRUNING, ...aim, minChannels: 2, shortcut }, 1);
    const removed = removeChannels(graph, groups, plan);
    expect(measureCost(removed).parameters / base).toBeLessThan(shortcut === 'skip' ? 0.9 : 0.4);
    const masked = await outputsOf(maskChannels(graph, groups, plan));
    const scale = masked.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    expect(largestDifference(await outputsOf(removed), masked) / scale).toBeLessThan(1e-5);
  }
}

describe('detectors', () => {
  it('YOLOv3 couples the five stages of Darknet-53, and only the layers that give the boxes are left', () => {
    const { groups, locked } = surveyGroups(buildYolov3({ classes: 10, width: 0.05, input, seed: 1 }));
    const coupled = groups.filter(({ members }) => members.length > 1);
    expect(coupled.map(({ members }) => members.length)).toEqual([2, 3, 9, 9, 5]);
    expect(locked.map(({ members }) => members.length)).toEqual([1, 1, 1]);
    expect(groups.flatMap(({ members }) => members)).toHaveLength(72);
  });

  it('CenterNet couples the stages of ResNet-18 with their projections, and its transposed convolutions are prunable', () => {
    const { groups, locked } = surveyGroups(
      buildCenterNet({ classes: 3, width: 0.1, headChannels: 64, input, seed: 1 }),
    );
    expect(groups.filter(({ members }) => members.length > 1).map(({ members }) => members.length)).toEqual([
      3, 3, 3, 3,
    ]);
    expect(groups.flatMap(({ members }) => members).filter(({ filterAxis }) => filterAxis === 1)).toHaveLength(3);
    expect(locked).toHaveLength(3);
  });

  it('YOLOv3 is legal after pruning by every shortcut, and equals its mask', async () => {
    await expectLegalPruning(buildYolov3({ classes: 3, width: 0.1, input, seed: 1 }));
  });

  it('CenterNet is legal after pruning by every shortcut, and equals its mask', async () => {
    await expectLegalPruning(buildCenterNet({ classes: 3, width: 0.1, headChannels: 64, input, seed: 1 }));
  });

  it.skipIf(nano === undefined)(
    'MobileNetV2-YOLOv3-Nano, whose blocks are depthwise, with its trained weights',
    async () => {
      const [cfg, weights] = ['cfg', 'weights'].map((kind) => join(nano ?? '', `MobileNetV2-YOLOv3-Nano-coco.${kind}`));
      const { network } = await readDarknetNetwork(cfg ?? '', weights, { seed: 1, imageSize: input });
      await expectLegalPruning(network);
    },
  );
});
