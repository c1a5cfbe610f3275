import type { TruthBox } from '../../../src-shared/detection.ts';
import type { YoloDetector, YoloHead } from '../../../src-shared/detector.ts';

/** Overlap of an anchor's size with an object's from which on it is responsible for it: `iou_t` of ultralytics' YOLOv3 of 2019. */
const RESPONSIBLE_OVERLAP = 0.2635;

/**
 * Writes one image's objects into YOLO's targets. On every head each anchor of much the same width and height is responsible for an
 * object, in the cell that its centre lies in; the anchor that fits best is so in any case. Of two objects that want the same anchor
 * in the same cell, it takes the one that it overlaps more.
 */
export function encodeYoloTargets(
  detector: YoloDetector,
  height: number,
  width: number,
  truths: readonly TruthBox[],
  targets: readonly Float32Array[],
  image: number,
): void {
  detector.heads.forEach(({ stride, anchors }, index) => {
    const values = anchors.length * (5 + detector.classes) * (height / stride) * (width / stride);
    targets[index]?.fill(0, image * values, (image + 1) * values);
  });
  for (const truth of truths) {
    const threshold = Math.min(RESPONSIBLE_OVERLAP, bestOverlap(detector, truth));
    detector.heads.forEach((head, index) => {
      const target = targets[index];
      if (target !== undefined) writeObject(detector, head, height, width, truth, threshold, target, image);
    });
  }
}

function bestOverlap({ heads }: YoloDetector, truth: TruthBox): number {
  let best = 0;
  for (const { anchors } of heads) {
    for (const [width, height] of anchors) best = Math.max(best, sizeOverlap(truth.width, truth.height, width, height));
  }
  return best;
}

function writeObject(
  { classes }: YoloDetector,
  { stride, anchors }: YoloHead,
  inputHeight: number,
  inputWidth: number,
  truth: TruthBox,
  threshold: number,
  target: Float32Array,
  image: number,
): void {
  const columns = inputWidth / stride;
  const plane = columns * (inputHeight / stride);
  const x = (truth.left + truth.width / 2) / stride;
  const y = (truth.top + truth.height / 2) / stride;
  const cell = Math.floor(y) * columns + Math.floor(x);
  for (const [index, [anchorWidth, anchorHeight]] of anchors.entries()) {
    const overlap = sizeOverlap(truth.width, truth.height, anchorWidth, anchorHeight);
    if (overlap < threshold) continue;
    const first = (image * anchors.length + index) * (5 + classes) * plane + cell;
    const [rivalWidth = 0, rivalHeight = 0] = [target[first + 2 * plane], target[first + 3 * plane]];
    if (overlap <= sizeOverlap(rivalWidth * stride, rivalHeight * stride, anchorWidth, anchorHeight)) continue;
    target[first] = x;
    target[first + plane] = y;
    target[first + 2 * plane] = truth.width / stride;
    target[first + 3 * plane] = truth.height / stride;
    target[first + 4 * plane] = 1;
    for (let other = 0; other < classes; other++)
      target[first + (5 + other) * plane] = other === truth.classIndex ? 1 : 0;
  }
}

/** Intersection over union of two boxes laid one in the other's corner; 0 for one of no area. */
function sizeOverlap(width: number, height: number, otherWidth: number, otherHeight: number): number {
  const shared = Math.min(width, otherWidth) * Math.min(height, otherHeight);
  return shared / (width * height + otherWidth * otherHeight - shared);
}
