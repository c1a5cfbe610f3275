import type { Box, Detection, TruthBox } from '../../../src-shared/detection.ts';
import type { Protocol } from '../../../src-shared/detection-scores.ts';
import { letterbox, type Size } from '../../data/detection/letterbox.ts';
import { dropIgnored } from './ignored-regions.ts';
import { suppressOverlapping } from './suppress-overlapping.ts';

/** An image as it is counted. */
export interface DetectedImage {
  /** The objects that count. */
  readonly truths: readonly TruthBox[];
  /** Of each protocol, in their order: the detections that count, by score. */
  readonly found: readonly (readonly Detection[])[];
}

/** What ultralytics' evaluation of 2019, which SlimYOLOv3 used, leaves out: boxes up to this side in pixels of the input. */
const SMALLEST_SIDE = 2;

/**
 * What of an image counts: objects and detections outside of its ignored regions, and of the detections those that each protocol's
 * confidence, suppression and limit leave. Takes detections by score, as `decodeDetections` gives them.
 */
export function selectDetections(
  scene: Size & { readonly truths: readonly TruthBox[]; readonly ignored: readonly Box[] },
  detections: readonly Detection[],
  protocols: readonly Protocol[],
): DetectedImage {
  return {
    truths: dropIgnored(scene.truths, scene.ignored, scene),
    found: protocols.map((protocol) => {
      const isLargeEnough = smallestOf(protocol, scene);
      const likely = detections.filter((one) => one.score >= protocol.confidence && isLargeEnough(one));
      const distinct = protocol.nms === null ? likely : suppressOverlapping(likely, protocol.nms);
      return dropIgnored(distinct, scene.ignored, scene).slice(0, protocol.maxDetections);
    }),
  };
}

/** Which boxes of an image are large enough for a protocol. */
function smallestOf(protocol: Protocol, image: Size): (box: Box) => boolean {
  if (protocol.name !== 'paper') return () => true;
  const { scaleX, scaleY } = letterbox(image, protocol);
  return ({ width, height }) => width * scaleX > SMALLEST_SIDE && height * scaleY > SMALLEST_SIDE;
}
