import type { Bounds } from './settings-file.ts';

/** So much of a window has to be on a screen for its title bar to be caught, in pixels. */
const VISIBLE = { width: 200, height: 40 };

/**
 * Where a window may be put that was last at `saved`: there, no larger than the screen's work area that shows most of it; undefined where no
 * screen shows enough of it any more.
 */
export function placeWindow(saved: Bounds, workAreas: readonly Bounds[]): Bounds | undefined {
  const seen = workAreas
    .map((area) => ({
      area,
      width: overlap(saved.x, saved.width, area.x, area.width),
      height: overlap(saved.y, saved.height, area.y, area.height),
    }))
    .filter(({ area, width, height }) => width >= VISIBLE.width && height >= VISIBLE.height && saved.y >= area.y)
    .sort((one, other) => other.width * other.height - one.width * one.height)[0];
  if (seen === undefined) return undefined;
  const { area } = seen;
  return { ...saved, width: Math.min(saved.width, area.width), height: Math.min(saved.height, area.height) };
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);
}
