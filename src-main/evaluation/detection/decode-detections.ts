import type { Detection } from '../../../src-shared/detection.ts';
import type { Detector } from '../../../src-shared/detector.ts';
import type { NamedTensors } from '../../backend/backend.ts';
import { boxToImage, clipBox, letterbox, type Size } from '../../data/detection/letterbox.ts';
import { likeliest, noCandidates } from './candidates.ts';
import { decodeCenterNet } from './decode-centernet.ts';
import { decodeYolo } from './decode-yolo.ts';

/** More than the densest images of VisDrone need, and few enough to hold for a while. */
const MOST_CANDIDATES = 10_000;

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
  const candidates = noCandidates();
  switch (detector.kind) {
    case 'yolo':
      decodeYolo(outputs, detector, index, confidence, candidates);
      break;
    case 'centernet':
      decodeCenterNet(outputs, detector, index, confidence, candidates);
      break;
  }
  return likeliest(candidates, maxCandidates)
    .map(({ centreX, centreY, width, height, classIndex, score }) => {
      const box = { left: centreX - width / 2, top: centreY - height / 2, width, height };
      return { ...clipBox(boxToImage(box, place), image), classIndex, score };
    })
    .filter(({ width, height }) => width > 0 && height > 0); // Neither outside the image nor, of a network gone astray, NaN.
}
