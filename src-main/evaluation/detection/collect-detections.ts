import type { Detector } from '../../../src-shared/detector.ts';
import type { Protocol } from '../../../src-shared/detection-scores.ts';
import type { NamedTensors } from '../../backend/backend.ts';
import type { Scene } from '../../data/dataset.ts';
import { decodeDetections } from './decode-detections.ts';
import { selectDetections, type DetectedImage } from './select-detections.ts';

/** What a detector gave for some images, the outputs in the images' order. */
export interface DetectedBatch {
  readonly outputs: NamedTensors;
  readonly scenes: readonly Scene[];
}

/**
 * Reads a detector's outputs batch by batch and keeps of each image only what counts under one of the protocols, which also say what
 * the network's input was. An image's outputs are not needed any longer once the next batch is asked for.
 * @throws EspalierError `bad-network` where the outputs are not as the detector says.
 */
export async function collectDetections(
  batches: AsyncIterable<DetectedBatch> | Iterable<DetectedBatch>,
  detector: Detector,
  protocols: readonly Protocol[],
): Promise<DetectedImage[]> {
  const confidence = Math.min(...protocols.map((protocol) => protocol.confidence));
  const [input] = protocols;
  const images: DetectedImage[] = [];
  if (input === undefined) return images;
  for await (const { outputs, scenes } of batches) {
    for (const [index, scene] of scenes.entries()) {
      const detections = decodeDetections(outputs, detector, index, { image: scene, input, confidence });
      images.push(selectDetections(scene, detections, protocols));
    }
  }
  return images;
}
