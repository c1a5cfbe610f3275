import type { TruthBox } from '../../../src-shared/detection.ts';
import type { Detector } from '../../../src-shared/detector.ts';
import { encodeCenterNetTargets } from './centernet-targets.ts';
import { encodeYoloTargets } from './yolo-targets.ts';

/**
 * Writes what a detector should give for one image into a batch's target tensors, which lie as `detectorTargets` says. Objects whose
 * centre is outside the input, or that have no area, are left out.
 * @param height The input's, in pixels, as the width.
 * @param truths The objects, in pixels of the input.
 * @param targets The batch's tensors, in the order of `detectorTargets`; what was in the image's part of them is overwritten.
 * @param image The image's place in the batch.
 */
export function encodeTargets(
  detector: Detector,
  height: number,
  width: number,
  truths: readonly TruthBox[],
  targets: readonly Float32Array[],
  image: number,
): void {
  const inside = truths.filter((truth) => hasCentreIn(truth, height, width));
  switch (detector.kind) {
    case 'yolo':
      encodeYoloTargets(detector, height, width, inside, targets, image);
      break;
    case 'centernet':
      encodeCenterNetTargets(detector, height, width, inside, targets, image);
      break;
  }
}

function hasCentreIn(truth: TruthBox, height: number, width: number): boolean {
  const x = truth.left + truth.width / 2;
  const y = truth.top + truth.height / 2;
  return truth.width > 0 && truth.height > 0 && x >= 0 && x < width && y >= 0 && y < height;
}
