import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Graph } from '../../../../src-main/graph/graph.ts';
import { randomImages } from '../../../../src-main/graph/random-images.ts';
import type { FloatTensor } from '../../../../src-main/graph/tensor.ts';
import { buildDarknetGraph } from '../../../../src-main/network/darknet/build-graph.ts';
import { encodeDarknet } from '../../../../src-main/network/darknet/encode-darknet.ts';
import { readCfg } from '../../../../src-main/network/darknet/read-cfg.ts';
import { readDarknetNetwork } from '../../../../src-main/network/darknet/read-darknet.ts';
import { yolov3 } from '../../../../src-main/network/darknet/yolov3.ts';
import { surveyGroups } from '../../../../src-main/pruning/coupled-groups.ts';
import { planPruning } from '../../../../src-main/pruning/plan.ts';
import { removeChannels } from '../../../../src-main/pruning/surgery.ts';
import { PLAIN_PRUNING } from '../../../plain-pruning.ts';
import { largestDifference } from '../../../small-network.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { findTestData } from '../../../test-data.ts';
import { askOpenCv, openCvMissing, readImages, writeDarknet, type DarknetPaths } from './opencv.ts';
import { runNetwork, withRandomWeights } from './run-network.ts';

const nano = findTestData('yolov3-nano');
const coco = findTestData('coco-val');
const missing = openCvMissing ?? (nano === undefined || coco === undefined ? 'no yolov3-nano or coco-val' : undefined);

/** Our outputs and OpenCV's of the same files, each within 1e-3 of the other. */
async function expectAlike(folder: string, graph: Graph, paths: DarknetPaths, images: FloatTensor): Promise<void> {
  const ours = await runNetwork(graph, images);
  const theirs = askOpenCv(folder, paths, images, [...ours.keys()]);
  for (const [name, { shape, data }] of ours) {
    const expected = theirs.get(name);
    expect(expected?.shape, name).toEqual(shape);
    expect(
      data.some((value) => Math.abs(value) > 0.1),
      name,
    ).toBe(true);
    expect(largestDifference(data, expected?.data ?? []), name).toBeLessThan(1e-3);
  }
}

describe.skipIf(missing !== undefined)(`MobileNetV2-YOLOv3-Nano ${missing ?? ''}`, () => {
  it.each([
    ['coco', 64],
    ['voc', 8],
  ])(
    'of %s gives what OpenCV gives on %i images of COCO, and so does what is written of it',
    { timeout: 300_000 },
    async (name, count) => {
      const folder = temporaryFolder();
      const base = join(nano ?? '', `MobileNetV2-YOLOv3-Nano-${name}`);
      const paths = { cfg: `${base}.cfg`, weights: `${base}.weights` };
      const { network, notes } = await readDarknetNetwork(paths.cfg, paths.weights, { seed: 1 });
      expect(notes).toEqual([`starts from the weights of ${paths.weights}`]);
      const files = readdirSync(join(coco ?? '', 'images')).map((file) => join(coco ?? '', 'images', file));
      const images = readImages(folder, files.slice(0, count), 320);
      expect(images.shape).toEqual([count, 3, 320, 320]);
      await expectAlike(folder, network, paths, images);

      const written = writeDarknet(folder, encodeDarknet(network));
      // All but the header, which says how many images were seen.
      const [before, after] = await Promise.all([readFile(paths.weights), readFile(written.weights)]);
      expect(after.subarray(20).equals(before.subarray(20))).toBe(true);
      await expectAlike(folder, network, written, readImages(folder, files.slice(0, 2), 320));
    },
  );
});

/** What yolov3-tiny and its relatives are made of, with every activation that OpenCV knows, for images that are not square. */
const EVERYTHING = `
[net]
width=96
height=64
[convolutional]
batch_normalize=1
filters=8
size=3
stride=2
pad=1
activation=leaky
[maxpool]
size=2
stride=1
[convolutional]
filters=6
size=5
stride=2
padding=1
activation=swish
[maxpool]
size=2
stride=2
[convolutional]
batch_normalize=1
filters=12
groups=3
size=3
pad=1
activation=mish
[route]
layers=-1
groups=2
group_id=1
[convolutional]
filters=6
size=3
pad=1
[shortcut]
from=-2
activation=linear
[maxpool]
size=5
stride=1
[route]
layers=-2
[maxpool]
size=3
stride=1
[route]
layers=-1,-3,4
[convolutional]
filters=24
activation=relu
[convolutional]
filters=16
size=1
activation=linear
[yolo]
mask=1,2
anchors=10,14, 23,27, 37,58
classes=3
[route]
layers=12
[upsample]
stride=2
[maxpool]
size=3
stride=1
padding=2
[convolutional]
filters=8
activation=linear
[yolo]
mask=0
anchors=10,14, 23,27, 37,58
classes=3
`;

describe.skipIf(openCvMissing !== undefined)(`files we write, read by OpenCV ${openCvMissing ?? ''}`, () => {
  const narrow = withRandomWeights(
    buildDarknetGraph(yolov3({ classes: 3, width: 0.07, input: { height: 64, width: 96 } })),
    1,
  );
  const recipe = { ...PLAIN_PRUNING, target: { parameters: 0.4 }, shortcut: 'union' } as const;
  it.each([
    ['a narrow YOLOv3', narrow],
    ['a pruned one', removeChannels(narrow, surveyGroups(narrow).groups, planPruning(narrow, recipe, 1))],
    ['a network of every layer', withRandomWeights(buildDarknetGraph(readCfg(EVERYTHING, 'everything').network), 1)],
  ])('compute what we do: %s', async (_, graph) => {
    const folder = temporaryFolder();
    const paths = writeDarknet(folder, encodeDarknet(graph));
    await expectAlike(folder, graph, paths, randomImages(graph, 2));
    const { network: again } = await readDarknetNetwork(paths.cfg, paths.weights, { seed: 2 });
    // The names of outputs and the detector's metadata too.
    expect(again.outputs).toEqual(graph.outputs);
    expect(again.metadata).toEqual(graph.metadata);
    expect(again.weights).toEqual(graph.weights);
  });
});
