import type { YoloDetector, YoloHead } from '../../../src-shared/detector.ts';
import type { NamedTensors } from '../../backend/backend.ts';
import { addCandidate, type Candidates } from './candidates.ts';
import { readMaps } from './read-maps.ts';

/**
 * Adds the boxes of one image out of a YOLO's outputs: centre (σ(x) + cell) · stride, size anchor · exp(width, height), and for every class
 * the score σ(objectness) · σ(class) (arXiv 1804.02767, section 2.1). In pixels of the input.
 * @throws EspalierError `bad-network` where the outputs are not as the detector says.
 */
export function decodeYolo(
  outputs: NamedTensors,
  { heads, classes }: YoloDetector,
  image: number,
  confidence: number,
  candidates: Candidates,
): void {
  for (const head of heads) decodeHead(outputs, head, classes, image, confidence, candidates);
}

function decodeHead(
  outputs: NamedTensors,
  { output, stride, anchors, centreScale = 1 }: YoloHead,
  classes: number,
  image: number,
  confidence: number,
  candidates: Candidates,
): void {
  const { data, height, width } = readMaps(outputs, output, anchors.length * (5 + classes), image);
  const cells = height * width;
  // A score is no more than its objectness: most cells are passed over by one comparison.
  const least = Math.log(confidence / (1 - confidence));
  const reach = (1 - centreScale) / 2;
  for (const [index, [anchorWidth, anchorHeight]] of anchors.entries()) {
    const first = index * (5 + classes) * cells;
    for (let cell = 0; cell < cells; cell++) {
      const at = first + cell;
      const objectness = data[at + 4 * cells] ?? 0;
      if (!(objectness >= least)) continue;
      const objectScore = sigmoid(objectness);
      for (let index = 0; index < classes; index++) {
        const score = objectScore * sigmoid(data[at + (5 + index) * cells] ?? 0);
        if (!(score >= confidence)) continue;
        const centreX = centreScale * sigmoid(data[at] ?? 0) + reach + (cell % width);
        const centreY = centreScale * sigmoid(data[at + cells] ?? 0) + reach + Math.floor(cell / width);
        const boxWidth = anchorWidth * Math.exp(data[at + 2 * cells] ?? 0);
        const boxHeight = anchorHeight * Math.exp(data[at + 3 * cells] ?? 0);
        addCandidate(candidates, centreX * stride, centreY * stride, boxWidth, boxHeight, index, score);
      }
    }
  }
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
