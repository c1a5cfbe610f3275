import type { YoloHead } from './detector.ts';

/** YOLOv3's nine anchors for COCO (arXiv 1804.02767, section 2.3), width and height in pixels of an input of 416 × 416. */
export const COCO_ANCHORS: YoloHead['anchors'] = [
  [10, 13],
  [16, 30],
  [33, 23],
  [30, 61],
  [62, 45],
  [59, 119],
  [116, 90],
  [156, 198],
  [373, 326],
];
