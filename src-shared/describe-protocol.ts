import type { Protocol } from './detection-scores.ts';
import type { Measure } from './result.ts';

/** What a measure is called where there is little room: the protocol in full has to stand near it. */
export function measureName(measure: Measure): string {
  switch (measure.kind) {
    case 'accuracy':
      return 'accuracy';
    case 'mean-average-precision':
      return measure.protocol.name === 'visdrone' ? 'AP' : 'mAP';
  }
}

/** A protocol in full, such as "mAP at IoU 0.5, confidence 0.1, NMS 0.5, input 608×608, 101-point, mean over the classes present". */
export function describeProtocol(protocol: Protocol): string {
  const { name, iou, confidence, nms, maxDetections, height, width } = protocol;
  const overlap = iou === null ? 'IoU 0.50 to 0.95' : `IoU ${iou}`;
  return [
    `${name === 'visdrone' ? 'AP' : 'mAP'} at ${overlap}`,
    `confidence ${confidence}`,
    nms === null ? 'no NMS' : `NMS ${nms}`,
    `at most ${maxDetections} detections an image`,
    `input ${width}×${height}`,
    describeAveraging(protocol),
  ].join(', ');
}

function describeAveraging({ name }: Protocol): string {
  switch (name) {
    case 'paper':
      return 'precision at 101 recalls, mean over the classes present';
    case 'visdrone':
      return 'VisDrone-DET toolkit, classes weighted by the images they are in';
    case 'class-mean':
      return 'precision at every recall, mean over the classes present';
  }
}
