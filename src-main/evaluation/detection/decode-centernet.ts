import type { CenterNetDetector } from '../../../src-shared/detector.ts';
import type { NamedTensors } from '../../backend/backend.ts';
import { addCandidate, type Candidates } from './candidates.ts';
import { readMaps } from './read-maps.ts';

/**
 * Adds the boxes of one image out of a CenterNet's outputs: one for each value of the heatmaps that none of its eight neighbours surpasses,
 * its centre moved by the offset there, of the size there (arXiv 1904.07850, section 4). In pixels of the input.
 * @throws EspalierError `bad-network` where the outputs are not as the detector says.
 */
export function decodeCenterNet(
  outputs: NamedTensors,
  { heatmap, size, offset, classes, stride }: CenterNetDetector,
  image: number,
  confidence: number,
  candidates: Candidates,
): void {
  const { data: heat, height, width } = readMaps(outputs, heatmap, classes, image);
  const { data: sizes } = readMaps(outputs, size, 2, image);
  const { data: offsets } = readMaps(outputs, offset, 2, image);
  const cells = height * width;
  const least = Math.log(confidence / (1 - confidence));
  for (let index = 0; index < classes; index++) {
    const map = heat.subarray(index * cells, (index + 1) * cells);
    for (let cell = 0; cell < cells; cell++) {
      const value = map[cell] ?? 0;
      if (!(value >= least) || !isPeak(map, cell, height, width)) continue;
      addCandidate(
        candidates,
        ((cell % width) + (offsets[cell] ?? 0)) * stride,
        (Math.floor(cell / width) + (offsets[cell + cells] ?? 0)) * stride,
        (sizes[cell] ?? 0) * stride,
        (sizes[cell + cells] ?? 0) * stride,
        index,
        1 / (1 + Math.exp(-value)),
      );
    }
  }
}

/** Whether none of the up to eight neighbours in the map is larger. */
function isPeak(map: Float32Array, cell: number, height: number, width: number): boolean {
  const value = map[cell] ?? 0;
  const row = Math.floor(cell / width);
  const column = cell % width;
  for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
      if ((map[y * width + x] ?? 0) > value) return false;
    }
  }
  return true;
}
