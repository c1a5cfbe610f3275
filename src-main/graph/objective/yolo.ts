import { detectorTargets } from '../../../src-shared/detector-targets.ts';
import type { YoloDetector, YoloHead } from '../../../src-shared/detector.ts';
import type { GraphBuilder } from '../builder.ts';
import type { Graph } from '../graph.ts';
import { readImageInput } from '../image-input.ts';
import { floatTensor, type FloatTensor } from '../tensor.ts';
import { appendCount, appendNumber, appendSplit, appendSum, appendTotal } from './arithmetic.ts';
import { appendBinaryCrossEntropy } from './binary-cross-entropy.ts';
import { checkOutputs } from './check-outputs.ts';
import { appendGeneralisedOverlap, type CentredBoxes } from './generalised-overlap.ts';
import type { Objective } from './objective.ts';

/** The loss's parts, which are its measures too. */
const PARTS = ['box', 'objectness', 'class'] as const;

type Parts = Readonly<Record<(typeof PARTS)[number], string>>;

/**
 * What the parts weigh: ultralytics' YOLOv3 since 2021 (data/hyps/hyp.scratch.yaml, utils/loss.py) for the 64 images that it adds up.
 * The weights 0.05, 1 and 0.5 of means there depend on the heads' numbers of cells, the input's size and the number of classes so that
 * per anchor and per logit they are all but constant. The gains of 2019, with which SlimYOLOv3 trained, weigh the few coarse cells more
 * and find hardly any small object within the short trainings that compression is about.
 */
const GAIN = {
  box: 64 * 0.05,
  /** Of one anchor of one cell: a mean over the 40×40 cells of three anchors that the middle head has at 640×640. */
  objectness: 64 / (3 * 40 * 40),
  /** Of one logit: a mean over 80 classes. */
  class: (64 * 0.5) / 80,
};

/** The logarithm of how many times as large as its anchor a box may be, so that none overflows. */
const LARGEST_GROWTH = Math.log(1000);

/** The axis of a head [N, anchors, 5 + classes, H, W] along which x, y, width, height, objectness and classes lie. */
const AXIS = 2;

/**
 * What YOLOv3 is trained towards (arXiv 1804.02767, section 2, with the GIoU loss of arXiv 1902.09630). Summed over the heads:
 * 1 − GIoU of the boxes, a mean over the anchors that are responsible for an object; binary cross-entropy of the objectness of all
 * anchors of all cells, a mean over the images; binary cross-entropy of the classes, a mean over the responsible anchors. A box is centred
 * σ(x, y) from its cell's corner (YOLOv4's `centreScale` stretches that) and is exp(w, h) as large as its anchor.
 * @throws EspalierError `bad-network` where the outputs don't fit the detector.
 */
export function yoloObjective(graph: Graph, detector: YoloDetector): Objective {
  const { height, width } = readImageInput(graph);
  const heads = detectorTargets(detector, height, width).flatMap(({ name, shape }, index) => {
    const head = detector.heads[index];
    return head === undefined ? [] : [{ ...head, target: name, shape }];
  });
  checkOutputs(
    graph,
    heads.map(({ output, shape: [anchors = 0, channels = 0, ...map] }) => [output, [anchors * channels, ...map]]),
  );
  return {
    targets: heads.map(({ target, shape }) => ({ name: target, type: 'float32', shape })),
    append(builder, batchSize) {
      const losses = heads.map((head) => appendHead(builder, head, batchSize));
      const total = (part: keyof Parts): string =>
        appendTotal(
          builder,
          losses.map((one) => one[part]),
        );
      const measures = new Map(PARTS.map((part) => [part, total(part)]));
      return { loss: appendTotal(builder, [...measures.values()]), measures };
    },
  };
}

interface TargetedHead extends YoloHead {
  readonly target: string;
  /** [anchors, 5 + classes, H, W]. */
  readonly shape: readonly number[];
}

function appendHead(builder: GraphBuilder, head: TargetedHead, batchSize: number): Parts {
  const [, channels = 0] = head.shape;
  const split = (value: string): string[] => appendSplit(builder, value, AXIS, [2, 2, 1, channels - 5]);
  const scale = (value: string, gain: number): string => builder.add('Mul', [value, appendNumber(builder, gain)]);
  const output = builder.add('Reshape', [head.output, builder.ints([batchSize, ...head.shape])]);
  const [xy = '', wh = '', objectnessLogits = '', classLogits = ''] = split(output);
  const [centre = '', size = '', responsible = '', classOf = ''] = split(head.target);
  const count = appendCount(builder, responsible);
  const mean = (sum: string): string => builder.add('Div', [sum, count]);

  const boxes = appendBoxes(builder, head, xy, wh);
  const overlap = appendGeneralisedOverlap(builder, AXIS, boxes, { centre, size });
  const apart = builder.add('Sub', [appendNumber(builder, 1), overlap]);
  const apartness = appendSum(builder, builder.add('Mul', [apart, responsible]));
  const objectness = appendBinaryCrossEntropy(builder, { logits: objectnessLogits, target: responsible });
  const classification = appendBinaryCrossEntropy(builder, {
    logits: classLogits,
    target: classOf,
    counts: responsible,
  });
  return {
    box: scale(mean(apartness), GAIN.box),
    objectness: scale(objectness, GAIN.objectness / batchSize),
    class: scale(mean(classification), GAIN.class),
  };
}

/** The boxes that a head's values [N, anchors, 2, H, W] stand for, in cells. */
function appendBoxes(builder: GraphBuilder, head: TargetedHead, xy: string, wh: string): CentredBoxes {
  const { anchors, stride, centreScale = 1, shape } = head;
  const [, , height = 0, width = 0] = shape;
  const within = builder.add('Sigmoid', [xy]);
  const stretched = centreScale === 1 ? within : builder.add('Mul', [within, appendNumber(builder, centreScale)]);
  const origins = cellCorners(height, width, (1 - centreScale) / 2);
  const growth = builder.add('Exp', [builder.add('Min', [wh, appendNumber(builder, LARGEST_GROWTH)])]);
  const sides = anchors.flat().map((side) => side / stride);
  return {
    centre: builder.add('Add', [stretched, builder.constant(origins)]),
    size: builder.add('Mul', [growth, builder.constant(floatTensor([1, anchors.length, 2, 1, 1], sides))]),
  };
}

/** Each cell's column and row [1, 1, 2, H, W], moved by a part of a cell. */
function cellCorners(height: number, width: number, moved: number): FloatTensor {
  const cells = height * width;
  const corners = new Float32Array(2 * cells);
  for (let cell = 0; cell < cells; cell++) {
    corners[cell] = (cell % width) + moved;
    corners[cells + cell] = Math.floor(cell / width) + moved;
  }
  return floatTensor([1, 1, 2, height, width], corners);
}
