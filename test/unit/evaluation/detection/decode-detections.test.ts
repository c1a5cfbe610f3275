import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Detection } from '../../../../src-shared/detection.ts';
import type { CenterNetDetector, YoloDetector } from '../../../../src-shared/detector.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import { clipBox } from '../../../../src-main/data/detection/letterbox.ts';
import { decodeDetections } from '../../../../src-main/evaluation/detection/decode-detections.ts';
import { floatTensor, type FloatTensor } from '../../../../src-main/graph/tensor.ts';
import { findTestData } from '../../../test-data.ts';
import { askPython, entriesOf, pack, pytorchMissing, unpack } from '../../graph/pytorch.ts';
import { opencvMissing } from './python-modules.ts';

const SQUARE = { height: 64, width: 64 };

/** Two classes, one anchor, cells of 32 pixels. */
const YOLO: YoloDetector = { kind: 'yolo', classes: 2, heads: [{ output: 'out', stride: 32, anchors: [[10, 20]] }] };

/** An output of [images, 7, 2, 2] that proposes nothing but what is set, by channel and cell. */
function yoloOutput(
  images: number,
  values: readonly (readonly [image: number, channel: number, cell: number, value: number])[],
) {
  const data = new Float32Array(images * 7 * 4);
  for (let at = 0; at < data.length; at++) data[at] = Math.floor(at / 4) % 7 >= 4 ? -20 : 0;
  for (const [image, channel, cell, value] of values) data[(image * 7 + channel) * 4 + cell] = value;
  return { out: floatTensor([images, 7, 2, 2], data) };
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

describe('YOLO', () => {
  test('a box lies in its cell of its image of the batch, and each class that is likely enough is a detection', () => {
    const outputs = yoloOutput(2, [
      [1, 0, 3, 2],
      [1, 1, 3, -1],
      [1, 2, 3, Math.log(2)],
      [1, 3, 3, 0],
      [1, 4, 3, 3],
      [1, 5, 3, 0],
      [1, 6, 3, 1],
    ]);
    const options = { image: SQUARE, input: SQUARE, confidence: 0.1 };
    expect(decodeDetections(outputs, YOLO, 0, options)).toEqual([]);
    const found = decodeDetections(outputs, YOLO, 1, options);
    expect(found.map(({ classIndex }) => classIndex)).toEqual([1, 0]);
    expect(found[0]?.score).toBeCloseTo(sigmoid(3) * sigmoid(1), 6);
    expect(found[1]?.score).toBeCloseTo(sigmoid(3) / 2, 6);
    for (const { left, top, width, height } of found) {
      const right = 32 * (sigmoid(2) + 1) + 10;
      expect(left).toBeCloseTo(32 * (sigmoid(2) + 1) - 10, 4);
      expect(top).toBeCloseTo(32 * (sigmoid(-1) + 1) - 10, 4);
      expect(width).toBeCloseTo(Math.min(64, right) - left, 4);
      expect(height).toBeCloseTo(20, 4);
    }
  });

  test('the boxes of a wide image come back from the letterbox, and what lies in the padding is left out', () => {
    const image = { height: 100, width: 400 };
    const outputs = yoloOutput(1, [
      [0, 4, 0, 5],
      [0, 5, 0, 5],
      [0, 1, 0, 8],
      [0, 4, 2, 5],
      [0, 5, 2, 5],
      [0, 1, 2, 8],
    ]);
    const found = decodeDetections(outputs, YOLO, 0, { image, input: SQUARE, confidence: 0.5 });
    // The image fills 64 × 16 pixels from row 24 on: a box in the rows 22 to 42 covers all of its height, one in 54 to 74 none.
    expect(found).toHaveLength(1);
    expect(found[0]?.left).toBeCloseTo((16 - 5) * 6.25, 3);
    expect(found[0]?.width).toBeCloseTo(10 * 6.25, 3);
    expect([found[0]?.top, found[0]?.height]).toEqual([0, 100]);
  });

  test('values that are not finite give no detection', () => {
    const outputs = yoloOutput(1, [
      [0, 4, 0, NaN],
      [0, 4, 1, 5],
      [0, 5, 1, NaN],
      [0, 4, 2, 5],
      [0, 5, 2, 5],
      [0, 2, 2, 1000],
      [0, 4, 3, 5],
      [0, 5, 3, 5],
      [0, 0, 3, NaN],
    ]);
    expect(decodeDetections(outputs, YOLO, 0, { image: SQUARE, input: SQUARE, confidence: 0.1 })).toEqual([]);
  });

  test('of too many the likeliest stay', () => {
    const scored = [0, 1, 2, 3].flatMap((cell): [number, number, number, number][] => [
      [0, 4, cell, 9],
      [0, 5, cell, [1, 3, 2, 0][cell] ?? 0],
    ]);
    const options = { image: SQUARE, input: SQUARE, confidence: 0.1, maxCandidates: 2 };
    const found = decodeDetections(yoloOutput(1, scored), YOLO, 0, options);
    expect(found.map(({ score }) => score)).toEqual([sigmoid(9) * sigmoid(3), sigmoid(9) * sigmoid(2)]);
  });

  test('an output that is not of the form the detector says is refused by its name', () => {
    const outputs = { out: floatTensor([1, 8, 2, 2], new Float32Array(32)) };
    expect(() => decodeDetections(outputs, YOLO, 0, { image: SQUARE, input: SQUARE, confidence: 0.1 })).toThrow(
      '"out" should be float32 of the form [N, 7, height, width] for the detector it says it is, but is float32 of the form [1, 8, 2, 2]',
    );
    expect(() => decodeDetections({}, YOLO, 0, { image: SQUARE, input: SQUARE, confidence: 0.1 })).toThrow('missing');
  });

  const nano = findTestData('yolov3-nano');
  const coco = findTestData('coco-val');
  const missing =
    opencvMissing ?? (nano === undefined || coco === undefined ? 'yolov3-nano or coco-val is absent' : undefined);

  test.skipIf(missing !== undefined)(
    `the boxes and scores are those of OpenCV's yolo layer on a real image${missing === undefined ? '' : ` (${missing})`}`,
    { timeout: 60_000 },
    () => {
      const input = { height: 320, width: 320 };
      const answer = askPython(READ_BY_OPENCV, {
        cfg: join(nano ?? '', 'MobileNetV2-YOLOv3-Nano-coco.cfg'),
        weights: join(nano ?? '', 'MobileNetV2-YOLOv3-Nano-coco.weights'),
        image: join(coco ?? '', 'images', '000000000139.jpg'),
      });
      const parts = Object.fromEntries(entriesOf(answer));
      // Masks, anchors and scale_x_y of the cfg.
      const detector: YoloDetector = {
        kind: 'yolo',
        classes: 80,
        heads: [
          {
            output: 'yolo_69',
            stride: 32,
            anchors: [
              [115, 74],
              [119, 199],
              [243, 238],
            ],
            centreScale: 1.1,
          },
          {
            output: 'yolo_79',
            stride: 16,
            anchors: [
              [12, 18],
              [37, 49],
              [52, 132],
            ],
            centreScale: 1.05,
          },
        ],
      };
      const outputs = unpack(parts['raw']);
      const found = decodeDetections(outputs, detector, 0, { image: input, input, confidence: 0.2 });
      const expected = rowsOf(unpack(parts['boxes'])['boxes'])
        .map(([centreX = 0, centreY = 0, width = 0, height = 0, classIndex = 0, score = 0]): Detection => {
          const box = {
            left: (centreX - width / 2) * 320,
            top: (centreY - height / 2) * 320,
            width: width * 320,
            height: height * 320,
          };
          return { ...clipBox(box, input), classIndex, score };
        })
        .sort((a, b) => b.score - a.score);
      expect(found.length).toBeGreaterThan(10);
      expectClose(found, expected);
    },
  );
});

const READ_BY_OPENCV = `
import cv2
net = cv2.dnn.readNetFromDarknet(given['cfg'], given['weights'])
net.setInput(cv2.dnn.blobFromImage(cv2.imread(given['image']), 1 / 255., (320, 320), swapRB=True))
raw, boxes = {}, []
for name, conv in [('yolo_69', 'conv_68'), ('yolo_79', 'conv_78')]:
    raw[name], rows = [output.copy() for output in net.forward([conv, name])]
    for row, index in zip(*np.nonzero(rows[:, 5:])):
        boxes.append([*rows[row, :4], index, rows[row, 5 + index]])
answer = {'raw': pack(raw), 'boxes': pack({'boxes': boxes})}
`;

describe('CenterNet', () => {
  const CENTERNET: CenterNetDetector = {
    kind: 'centernet',
    classes: 3,
    heatmap: 'hm',
    size: 'wh',
    offset: 'reg',
    stride: 4,
  };
  const input = { height: 48, width: 80 };
  const random = createRandom(3);
  const draw = (channels: number, value: () => number): FloatTensor =>
    floatTensor([2, channels, 12, 20], Float32Array.from({ length: 2 * channels * 240 }, value));
  const outputs = {
    hm: draw(3, () => random.normal() * 2 - 2),
    wh: draw(2, () => 1 + 5 * random.uniform()),
    reg: draw(2, () => random.uniform()),
  };

  test.skipIf(pytorchMissing !== undefined)(
    `peaks, centres and sizes are those that PyTorch's max pooling and top-k give${pytorchMissing === undefined ? '' : ` (${pytorchMissing})`}`,
    { timeout: 60_000 },
    () => {
      const answer = askPython(PEAKS, { outputs: pack(outputs), image: 1, most: 40 });
      const expected = rowsOf(unpack(answer)['boxes']).map(
        ([left = 0, top = 0, width = 0, height = 0, classIndex = 0, score = 0]): Detection => ({
          ...clipBox({ left: left * 4, top: top * 4, width: width * 4, height: height * 4 }, input),
          classIndex,
          score,
        }),
      );
      const options = { image: input, input, confidence: 0, maxCandidates: 40 };
      const found = decodeDetections(outputs, CENTERNET, 1, options);
      expect(found).toHaveLength(40);
      expectClose(found, expected);
    },
  );

  test('of two neighbours the smaller is no peak, also at the edge; below the confidence there is none', () => {
    const map = new Float32Array(3 * 4).fill(-9);
    map[0] = 2;
    map[1] = 1;
    map[11] = -1;
    const small = {
      hm: floatTensor([1, 1, 3, 4], map),
      wh: floatTensor([1, 2, 3, 4], new Float32Array(24).fill(1)),
      reg: floatTensor([1, 2, 3, 4], new Float32Array(24).fill(0.5)),
    };
    const image = { height: 12, width: 16 };
    const found = decodeDetections(small, { ...CENTERNET, classes: 1 }, 0, { image, input: image, confidence: 0.4 });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ left: 0, top: 0, width: 4, height: 4 });
  });
});

const PEAKS = `
import torch
import torch.nn.functional as F
outputs = {name: torch.from_numpy(array)[given['image']] for name, array in unpack(given['outputs']).items()}
heat = torch.sigmoid(outputs['hm'])
heat = heat * (F.max_pool2d(heat[None], 3, stride=1, padding=1)[0] == heat)
scores, places = heat.flatten().topk(given['most'])
cells = heat.shape[1] * heat.shape[2]
classes = torch.div(places, cells, rounding_mode='floor')
cell = places % cells
columns, rows = cell % heat.shape[2], torch.div(cell, heat.shape[2], rounding_mode='floor')
wh, reg = outputs['wh'].flatten(1)[:, cell], outputs['reg'].flatten(1)[:, cell]
answer = pack({'boxes': torch.stack([columns + reg[0] - wh[0] / 2, rows + reg[1] - wh[1] / 2, wh[0], wh[1], classes, scores], 1).numpy()})
`;

/** The rows of a matrix [N, 6]. */
function rowsOf(matrix: FloatTensor | undefined): number[][] {
  const data = [...(matrix?.data ?? [])];
  return Array.from({ length: data.length / 6 }, (_, row) => data.slice(6 * row, 6 * row + 6));
}

function expectClose(found: readonly Detection[], expected: readonly Detection[]): void {
  expect(found.map(({ classIndex }) => classIndex)).toEqual(expected.map(({ classIndex }) => classIndex));
  for (const [index, one] of found.entries()) {
    const other = expected[index];
    expect(one.score).toBeCloseTo(other?.score ?? NaN, 5);
    expect(one.left).toBeCloseTo(other?.left ?? NaN, 2);
    expect(one.top).toBeCloseTo(other?.top ?? NaN, 2);
    expect(one.width).toBeCloseTo(other?.width ?? NaN, 2);
    expect(one.height).toBeCloseTo(other?.height ?? NaN, 2);
  }
}
