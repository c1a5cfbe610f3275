/** A layer's channels by importance. */
export interface RankedLayer {
  readonly name: string;
  readonly channels: number;
  readonly scores: Float64Array;
  /** The most important channel first; of equal ones the lower index. */
  readonly order: readonly number[];
}

export function rankLayer(
  { name, channels }: Pick<RankedLayer, 'name' | 'channels'>,
  scores: Float64Array,
): RankedLayer {
  return { name, channels, scores, order: sortByScore(scores) };
}

/** One order for several layers that have the same channels: by the sum of the scores, each divided by its layer's mean. */
export function rankTogether(layers: readonly RankedLayer[]): readonly number[] {
  const [first, ...others] = layers;
  if (first === undefined || others.length === 0) return first?.order ?? [];
  const sums = new Float64Array(first.channels);
  for (const { scores } of layers) {
    const unit = unitOf(scores);
    scores.forEach((score, channel) => {
      sums[channel] = (sums[channel] ?? 0) + score / unit;
    });
  }
  return sortByScore(sums);
}

/** The mean of a layer's scores, by which they become comparable with other layers'; 1 where all are zero. */
export function unitOf(scores: Float64Array): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return mean === 0 ? 1 : mean;
}

/**
 * One ranking over all layers: how many channels each of them keeps when the share `ratio` of all channels goes, the lowest first
 * (Network Slimming's threshold, arXiv 1708.06519). `units` make the scores of the layers comparable.
 */
export function rankGlobally(
  layers: readonly RankedLayer[],
  units: readonly number[],
): (ratio: number) => ReadonlyMap<string, number> {
  const total = layers.reduce((sum, { channels }) => sum + channels, 0);
  const scores = new Float64Array(total);
  const owners = new Uint32Array(total);
  let end = 0;
  layers.forEach((layer, index) => {
    for (const score of layer.scores) {
      owners[end] = index;
      scores[end++] = score / (units[index] ?? 1);
    }
  });
  const ascending = Uint32Array.from(scores.keys()).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || a - b);
  return (ratio) => {
    const removed = new Uint32Array(layers.length);
    for (const place of ascending.subarray(0, Math.floor(total * ratio))) {
      const owner = owners[place] ?? 0;
      removed[owner] = (removed[owner] ?? 0) + 1;
    }
    return new Map(layers.map(({ name, channels }, index) => [name, channels - (removed[index] ?? 0)]));
  };
}

function sortByScore(scores: Float64Array): readonly number[] {
  return Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}
