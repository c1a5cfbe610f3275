import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Detection, TruthBox } from '../../../../src-shared/detection.ts';
import type { Protocol, ProtocolName } from '../../../../src-shared/detection-scores.ts';
import { groupByClass } from '../../../../src-main/evaluation/detection/class-images.ts';
import { classCurve, partialClassCurve } from '../../../../src-main/evaluation/detection/class-curve.ts';
import {
  precisionAtRecalls,
  type PrecisionRecall,
} from '../../../../src-main/evaluation/detection/precision-recall.ts';
import { protocolsOf } from '../../../../src-shared/detection-protocols.ts';
import { scoreDetections } from '../../../../src-main/evaluation/detection/score-detections.ts';
import { selectDetections, type DetectedImage } from '../../../../src-main/evaluation/detection/select-detections.ts';
import { drawImages } from './drawn-images.ts';
import { COCO, ULTRALYTICS, VISDRONE, VISDRONE_KEPT } from './golden-scores.ts';

const INPUT = { height: 512, width: 512 };

/** A protocol that takes detections as they come. */
function plain(name: ProtocolName): Protocol {
  return { name, iou: name === 'visdrone' ? null : 0.5, confidence: 0, nms: null, maxDetections: 500, ...INPUT };
}

function select(protocol: Protocol, ignored: 'with ignored' | 'without'): DetectedImage[] {
  return drawImages().map((image) =>
    selectDetections(ignored === 'without' ? { ...image, ignored: [] } : image, image.detections, [protocol]),
  );
}

describe('the same detections, counted by the programs whose protocols these are', () => {
  test('the VisDrone toolkit drops the same objects and detections in ignored regions', () => {
    const images = select(plain('visdrone'), 'with ignored');
    expect(images.map(({ truths }) => truths.length)).toEqual(VISDRONE_KEPT.truths);
    expect(images.map(({ found }) => found[0]?.length)).toEqual(VISDRONE_KEPT.detections);
  });

  test("the VisDrone toolkit's AP, AP50, AP75 and AR, weighted by images, are ours", () => {
    const { AP, classes, ...others } = VISDRONE;
    const scores = scoreDetections(select(plain('visdrone'), 'with ignored'), 5, [plain('visdrone')]);
    expect(scores.protocols[0]?.meanAveragePrecision).toBeCloseTo(AP, 9);
    for (const [name, value] of Object.entries(others)) {
      expect(scores.protocols[0]?.others[name], name).toBeCloseTo(value, 9);
    }
    for (const [index, value] of classes.entries()) {
      expect(scores.classes[index]?.averagePrecision, `class ${index}`).toBeCloseTo(value, 9);
    }
  });

  test("the plain class mean is the mean of the toolkit's APs of the classes that are there", () => {
    const { classes } = VISDRONE;
    const scores = scoreDetections(select(plain('class-mean'), 'with ignored'), 5, [plain('class-mean')]);
    const mean = classes.reduce((sum, value) => sum + value, 0) / classes.length;
    expect(scores.protocols[0]?.meanAveragePrecision).toBeCloseTo(mean, 9);
    expect(scores.classes[4]).toEqual({ classIndex: 4, truths: 0, averagePrecision: null, precision: [] });
  });

  test("ultralytics' mAP of 2019 is the paper's protocol", () => {
    const scores = scoreDetections(select(plain('paper'), 'without'), 5, [plain('paper')]);
    expect(scores.protocols[0]?.meanAveragePrecision).toBeCloseTo(ULTRALYTICS.mean, 12);
    for (const [index, value] of ULTRALYTICS.classes.entries()) {
      expect(scores.classes[index]?.averagePrecision, `class ${index}`).toBeCloseTo(value, 12);
    }
  });

  test("COCO's precision at 101 recalls is ours, over all objects and by their size", () => {
    const classes = groupByClass(select(plain('class-mean'), 'without'), 4, 0);
    const mean = (curve: PrecisionRecall): number =>
      precisionAtRecalls(curve).reduce((sum, value) => sum + value, 0) / 101;
    const bySize = (from: number, to: number): number[] =>
      classes.map((images) =>
        mean(partialClassCurve(images, 0.5, (box) => box.width * box.height >= from && box.width * box.height < to)),
      );
    const close = (values: readonly number[], expected: readonly number[]): void => {
      for (const [index, value] of values.entries()) expect(value).toBeCloseTo(expected[index] ?? NaN, 12);
    };
    close(
      classes.map((images) => mean(classCurve(images, { iou: 0.5, among: 'free' }))),
      COCO.all,
    );
    close(bySize(0, 1024), COCO.small);
    close(bySize(1024, 9216), COCO.medium);
    close(bySize(9216, Infinity), COCO.large);
  });
});

const protocols = (['paper', 'visdrone', 'class-mean'] as const).map(plain);
const box = fc.record({
  left: fc.integer({ min: 0, max: 200 }),
  top: fc.integer({ min: 0, max: 200 }),
  width: fc.integer({ min: 4, max: 120 }),
  height: fc.integer({ min: 4, max: 120 }),
  classIndex: fc.integer({ min: 0, max: 2 }),
});
const detection = fc
  .tuple(box, fc.double({ min: 0.1, max: 1, noNaN: true }))
  .map(([place, score]): Detection => ({ ...place, score }));
const scene = fc.record({
  truths: fc.uniqueArray(box, { minLength: 1, maxLength: 8, comparator: (a, b) => meet(a, b) }),
  detections: fc.uniqueArray(detection, { maxLength: 12, selector: ({ score }) => score }),
});
const scenes = fc.array(scene, { minLength: 1, maxLength: 4 });

function meet(a: TruthBox, b: TruthBox): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

/** Of each protocol, under the three that take detections as they come. */
function means(
  images: readonly { readonly truths: readonly TruthBox[]; readonly detections: readonly Detection[] }[],
): (number | null)[] {
  const selected = images.map(({ truths, detections }) => {
    const sorted = detections.toSorted((a, b) => b.score - a.score);
    return selectDetections({ truths, ignored: [], height: 400, width: 400 }, sorted, protocols);
  });
  return scoreDetections(selected, 3, protocols).protocols.map(({ meanAveragePrecision }) => meanAveragePrecision);
}

describe('what holds for all detections', () => {
  test('each object found exactly is a mean of 1, and 0.995 under the paper, as ultralytics gives at best', () => {
    fc.assert(
      fc.property(scenes, (images) => {
        const perfect = images.map(({ truths }) => ({
          truths,
          detections: truths.map((truth, index) => ({ ...truth, score: 0.9 - index / 100 })),
        }));
        const [paper, visdrone, classMean] = means(perfect);
        expect(paper).toBeCloseTo(0.995, 12);
        expect(visdrone).toBeCloseTo(1, 12);
        expect(classMean).toBeCloseTo(1, 12);
      }),
    );
  });

  test("the images' order makes no difference", () => {
    const scoresDiffer = scenes.filter((images) => {
      const scores = images.flatMap(({ detections }) => detections.map(({ score }) => score));
      return new Set(scores).size === scores.length;
    });
    fc.assert(
      fc.property(scoresDiffer, (images) => {
        const turned = means(images.toReversed());
        for (const [index, value] of means(images).entries()) {
          if (value === null) expect(turned[index]).toBeNull();
          else expect(turned[index]).toBeCloseTo(value, 12);
        }
      }),
    );
  });

  test('a false alarm that is less likely than all else never raises a mean', () => {
    fc.assert(
      fc.property(scenes, box, (images, place) => {
        const far = { ...place, left: 350, top: 350, width: 10, height: 10, score: 0.01 };
        const after = means(
          images.map((one, index) => (index === 0 ? { ...one, detections: [...one.detections, far] } : one)),
        );
        for (const [index, value] of means(images).entries()) {
          expect(after[index] ?? 0).toBeLessThanOrEqual((value ?? 0) + 1e-12);
        }
      }),
    );
  });
});

test('without any object there is no mean, and detections of an unseen class do no harm', () => {
  const empty = scoreDetections(
    [{ truths: [], found: protocols.map(() => [{ left: 0, top: 0, width: 5, height: 5, classIndex: 1, score: 1 }]) }],
    3,
    protocols,
  );
  expect(empty.protocols.map(({ meanAveragePrecision }) => meanAveragePrecision)).toEqual([null, null, null]);
  expect(empty.sizes.map(({ averagePrecision }) => averagePrecision)).toEqual([null, null, null]);
  expect(means([{ truths: [{ left: 0, top: 0, width: 9, height: 9, classIndex: 0 }], detections: [] }])).toEqual([
    0, 0, 0,
  ]);
});

test("the recipe's protocol comes first, with what the recipe says of it; the others keep their own", () => {
  const evaluate = { protocol: 'class-mean', confidence: 0.3 } as const;
  const [first, ...others] = protocolsOf(evaluate, INPUT);
  expect(first).toEqual({ name: 'class-mean', iou: 0.5, confidence: 0.3, nms: 0.45, maxDetections: 500, ...INPUT });
  expect(others.map(({ name, confidence }) => [name, confidence])).toEqual([
    ['paper', 0.1],
    ['visdrone', 0.01],
  ]);
});
