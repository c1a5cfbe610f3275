import type { Detection } from '../../../src-shared/detection.ts';
import type { Detector } from '../../../src-shared/detector.ts';
import type { NamedTensors } from '../../backend/backend.ts';
import { boxToImage, clipBox, letterbox, type Size } from '../../data/detection/letterbox.ts';
import type { SeeCandidate } from './candidates.ts';
import { decodeCenterNet } from './decode-centernet.ts';
import { decodeYolo } from './decode-yolo.ts';
import { sortByScore } from './suppress-overlapping.ts';

/** More than the densest images of VisDrone need, and few enough to hold for a while. */
export const MOST_CANDIDATES = 10_000;

export interface DecodeOptions {
  /** Of the original image, in whose pixels the detections are. */
  readonly image: Size;
  /** Of the network's input, into which the image was fitted (see `letterbox`). */
  readonly input: Size;
  /** Detections of a lower score are left out. */
  readonly confidence: number;
  /** The detections beyond these, by score, are left out; `MOST_CANDIDATES` where left out. */
  readonly maxCandidates?: number;
}

/**
 * What a network says of the image at `index` of a batch, by score, before any suppression: every class of a box that is likely
 * enough counts as a detection of its own. Boxes are in pixels of the original image and inside it.
 * @throws EspalierError `bad-network` where the outputs are not as the detector says.
 */
export function decodeDetections(
  outputs: NamedTensors,
  detector: Detector,
  index: number,
  { image, input, confidence, maxCandidates = MOST_CANDIDATES }: DecodeOptions,
): Detection[] {
  const place = letterbox(image, input);
  const detections: Detection[] = [];
  const see: SeeCandidate = (centreX, centreY, width, height, classIndex, score) => {
    const box = { left: centreX - width / 2, top: centreY - height / 2, width, height };
    const { left, top, ...size } = clipBox(boxToImage(box, place), image);
    // Also false for what isn't finite, which an untrained network may give.
    if (size.width > 0 && size.height > 0) detections.push({ left, top, ...size, classIndex, score });
  };
  switch (detector.kind) {
    case 'yolo':
      decodeYolo(outputs, detector, index, confidence, see);
      break;
    case 'centernet':
      decodeCenterNet(outputs, detector, index, confidence, see);
      break;
  }
  return sortByScore(detections).slice(0, maxCandidates);
}
