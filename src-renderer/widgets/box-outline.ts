import type { Box } from '../../src-shared/detection.ts';

/** The outlines of boxes as the data of one SVG path, for there may be hundreds; in the boxes' own units. */
export function boxOutline(boxes: readonly Box[]): string {
  return boxes.map(({ left, top, width, height }) => `M${left} ${top}h${width}v${height}h${-width}z`).join('');
}
