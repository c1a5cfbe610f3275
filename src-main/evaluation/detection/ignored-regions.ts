import type { Box } from '../../../src-shared/detection.ts';
import type { Size } from '../../data/detection/letterbox.ts';

/** The share of a box from which on it is inside ignored regions. */
const IGNORED_SHARE = 0.5;

/** A rectangle of whole pixels, its ends not included. */
interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * The boxes that count: those of which less than half lies in ignored regions, however those overlap. Pixels are counted as the
 * VisDrone-DET toolkit's dropObjectsInIgr.m does, whose regions reach a pixel further than they say.
 */
export function dropIgnored<T extends Box>(boxes: readonly T[], ignored: readonly Box[], image: Size): readonly T[] {
  if (ignored.length === 0) return boxes;
  const regions = ignored.map((region) => regionOf(region, image));
  return boxes.filter((box) => {
    const pixels = pixelsOf(box, image);
    const parts = regions.map((region) => intersect(region, pixels)).filter((part) => part !== undefined);
    return areaOfUnion(parts) < IGNORED_SHARE * sideOf(box.width) * sideOf(box.height);
  });
}

/** The toolkit counts pixels from 1, and fills its mask to the last one inclusive. */
function regionOf({ left, top, width, height }: Box, image: Size): Region {
  const firstColumn = sideOf(left);
  const firstRow = sideOf(top);
  return {
    left: firstColumn - 1,
    top: firstRow - 1,
    right: Math.min(image.width, firstColumn + sideOf(width)),
    bottom: Math.min(image.height, firstRow + sideOf(height)),
  };
}

function pixelsOf({ left, top, width, height }: Box, image: Size): Region {
  const column = Math.min(image.width, sideOf(left));
  const row = Math.min(image.height, sideOf(top));
  return {
    left: column,
    top: row,
    right: Math.min(image.width, column + sideOf(width)),
    bottom: Math.min(image.height, row + sideOf(height)),
  };
}

function sideOf(length: number): number {
  return Math.max(1, Math.round(length));
}

function intersect(one: Region, other: Region): Region | undefined {
  const left = Math.max(one.left, other.left);
  const right = Math.min(one.right, other.right);
  const top = Math.max(one.top, other.top);
  const bottom = Math.min(one.bottom, other.bottom);
  return left < right && top < bottom ? { left, top, right, bottom } : undefined;
}

/** Column by column between the edges of the regions; few of them meet one box. */
function areaOfUnion(regions: readonly Region[]): number {
  const columns = [...new Set(regions.flatMap(({ left, right }) => [left, right]))].sort((a, b) => a - b);
  return columns.slice(1).reduce((area, right, index) => {
    const left = columns[index] ?? right;
    const over = regions.filter((region) => region.left < right && region.right > left).sort((a, b) => a.top - b.top);
    let covered = 0;
    let reached = 0;
    for (const { top, bottom } of over) {
      covered += Math.max(0, bottom - Math.max(top, reached));
      reached = Math.max(reached, bottom);
    }
    return area + covered * (right - left);
  }, 0);
}
