import { expect, test } from 'vitest';
import type { Detection } from '../../../../src-shared/detection.ts';
import type { Detector } from '../../../../src-shared/detector.ts';
import { protocolsOf } from '../../../../src-shared/detection-protocols.ts';
import { collectDetections } from '../../../../src-main/evaluation/detection/collect-detections.ts';
import { selectDetections } from '../../../../src-main/evaluation/detection/select-detections.ts';
import { floatTensor } from '../../../../src-main/graph/tensor.ts';

const INPUT = { height: 64, width: 64 };
const SCENE = { height: 128, width: 128, truths: [], ignored: [{ left: 60, top: 60, width: 60, height: 60 }] };

function at(left: number, top: number, score: number, side = 10): Detection {
  return { left, top, width: side, height: side, classIndex: 0, score };
}

test('confidence, suppression, ignored regions and the limit are applied in this order', () => {
  const [likeliest, inside, same, other, last, unlikely] = [
    at(0, 0, 0.9),
    at(80, 80, 0.8),
    at(1, 0, 0.7),
    at(30, 0, 0.6),
    at(0, 30, 0.5),
    at(30, 30, 0.2),
  ];
  // Of the two at its edge only the first is inside the region, and it still suppresses the second.
  const atEdge = [at(56, 80, 0.45), at(53, 80, 0.4)];
  const detections = [likeliest, inside, same, other, last, ...atEdge, unlikely];
  const [paper] = protocolsOf({ protocol: 'paper', confidence: 0.3, maxDetections: 9 }, INPUT);
  const found = (protocol: typeof paper) =>
    selectDetections(SCENE, detections, protocol === undefined ? [] : [protocol]).found[0];
  expect(found(paper)).toEqual([likeliest, other, last]);
  expect(found(paper && { ...paper, maxDetections: 2 })).toEqual([likeliest, other]);
  expect(found(paper && { ...paper, nms: null })).toEqual([likeliest, same, other, last, atEdge[1]]);
});

test("boxes up to 2 pixels of the input go under the paper's protocol alone", () => {
  const protocols = protocolsOf({ protocol: 'paper' }, INPUT);
  // The image is twice as large as the input.
  const { found } = selectDetections(SCENE, [at(0, 0, 0.9, 4), at(30, 0, 0.8, 5)], protocols);
  expect(found.map((one) => one.length)).toEqual([1, 2, 2]);
});

test('of batches one after another, each image keeps what is found in it, in the pixels of that image', async () => {
  const detector: Detector = {
    kind: 'yolo',
    classes: 1,
    heads: [{ output: 'out', stride: 64, anchors: [[32, 32]] }],
  };
  const sizes = [64, 128, 640];
  const scenes = sizes.map((side) => ({
    name: `${side}`,
    source: { kind: 'file', path: 'not read' } as const,
    height: side,
    width: side,
    truths: [{ left: 0, top: 0, width: side / 2, height: side / 2, classIndex: 0 }],
    ignored: [],
  }));
  const reused = floatTensor([2, 6, 1, 1], new Float32Array(12));
  function* batches() {
    reused.data.set([0, 0, 0, 0, 5, 5, 0, 0, 0, 0, 5, -5]);
    yield { outputs: { out: reused }, scenes: scenes.slice(0, 2) };
    reused.data.set([0, 0, 0, 0, 5, 5, 0, 0, 0, 0, 5, 5]);
    yield { outputs: { out: reused }, scenes: scenes.slice(2) };
  }
  const images = await collectDetections(batches(), detector, protocolsOf(undefined, INPUT));
  expect(images.map(({ truths }) => truths)).toEqual(scenes.map(({ truths }) => truths));
  expect(images.map(({ found }) => found.map((one) => one.map(({ left, width }) => [left, width])))).toEqual([
    [[[16, 32]], [[16, 32]], [[16, 32]]],
    [[], [], []],
    [[[160, 320]], [[160, 320]], [[160, 320]]],
  ]);
});
