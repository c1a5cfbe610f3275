import { seriesStyle } from '../../../src-shared/series-style.ts';

/** Strokes and gaps in pixels of the screen; a solid line first. */
const DASHES = ['none', '7 3', '2 3', '10 3 2 3', '14 4', '5 2 2 2 2 2'] as const;

/** How many colours there are. */
const COLORS = 6;

/** What a class's boxes look like, in every image the same: the first 36 classes all look different. */
export interface ClassStyle {
  readonly color: string;
  /** As `stroke-dasharray`. */
  readonly dash: string;
}

export function classStyle(classIndex: number): ClassStyle {
  const dash = DASHES[(classIndex + Math.floor(classIndex / COLORS)) % DASHES.length] ?? 'none';
  return { color: seriesStyle(classIndex).color, dash };
}
