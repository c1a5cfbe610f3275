/** Pixels of the images that are looked at together, at most: the maps of a few large images take gigabytes. */
const MOST_PIXELS = 2 ** 21;

/** How many of at most so many images of a size go through a network together; at least one. */
export function fittingBatch(
  { height, width }: { readonly height: number; readonly width: number },
  most: number,
): number {
  return Math.max(1, Math.min(most, Math.floor(MOST_PIXELS / (height * width))));
}
