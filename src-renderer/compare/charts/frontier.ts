/** What a network costs and what it gives. */
export interface Tradeoff {
  readonly cost: number;
  readonly accuracy: number;
}

/**
 * For each point whether it is on the Pareto frontier: no other is as cheap and as accurate, and better in one of the two. Equal points are on it
 * together. Points with a number missing are never on it.
 */
export function onFrontier(points: readonly Tradeoff[]): boolean[] {
  return points.map((point) => isKnown(point) && !points.some((other) => isKnown(other) && dominates(other, point)));
}

/** The points of the frontier from the cheapest to the dearest, each once. */
export function frontierOf<Point extends Tradeoff>(points: readonly Point[]): Point[] {
  const flags = onFrontier(points);
  return points
    .filter((_, index) => flags[index])
    .sort((one, other) => one.cost - other.cost)
    .filter(({ cost }, index, sorted) => sorted[index - 1]?.cost !== cost);
}

function dominates(one: Tradeoff, other: Tradeoff): boolean {
  const asGood = one.cost <= other.cost && one.accuracy >= other.accuracy;
  return asGood && (one.cost < other.cost || one.accuracy > other.accuracy);
}

function isKnown({ cost, accuracy }: Tradeoff): boolean {
  return Number.isFinite(cost) && Number.isFinite(accuracy);
}
