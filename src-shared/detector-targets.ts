import type { CenterNetDetector, Detector } from './detector.ts';

/** A tensor of float32 that says what a detector should have given for one image; batches stack them. */
export interface TargetTensor {
  readonly name: string;
  /** Of one image, without the batch. */
  readonly shape: readonly number[];
}

/**
 * The target tensors of a detector whose input is height × width.
 * yolo: for each head i `target/i` [anchors, 5 + classes, H, W], laid out as the head's output is: where an anchor is responsible for an
 * object, the box's centre x, y and width, height in cells (absolute), 1, and 1 at its class; 0 everywhere else.
 * centernet: `target/heatmap` [classes, H, W], 1 at the centres' cells with a Gaussian around them, and `target/box` [5, H, W]: at the
 * centres' cells width, height and the centre's offset x, y in cells, and 1; 0 everywhere else.
 */
export function detectorTargets(detector: Detector, height: number, width: number): TargetTensor[] {
  switch (detector.kind) {
    case 'yolo':
      return detector.heads.map(({ stride, anchors }, index) => ({
        name: `target/${index}`,
        shape: [anchors.length, 5 + detector.classes, height / stride, width / stride],
      }));
    case 'centernet':
      return [...centerNetTargets(detector, height, width)];
  }
}

/** Those of CenterNet alone. */
export function centerNetTargets(
  { classes, stride }: CenterNetDetector,
  height: number,
  width: number,
): readonly [heatmap: TargetTensor, box: TargetTensor] {
  const map = [height / stride, width / stride];
  return [
    { name: 'target/heatmap', shape: [classes, ...map] },
    { name: 'target/box', shape: [5, ...map] },
  ];
}
