/** Numbers that a candidate takes: centre, size, class and score. */
const FIELDS = 6;

/** The boxes that a network proposes for one image, in pixels of its input, as plain numbers: there may be hundreds of thousands. */
export interface Candidates {
  count: number;
  values: Float64Array;
}

export interface Candidate {
  readonly centreX: number;
  readonly centreY: number;
  readonly width: number;
  readonly height: number;
  readonly classIndex: number;
  readonly score: number;
}

export function noCandidates(): Candidates {
  return { count: 0, values: new Float64Array(FIELDS * 1024) };
}

export function addCandidate(
  candidates: Candidates,
  centreX: number,
  centreY: number,
  width: number,
  height: number,
  classIndex: number,
  score: number,
): void {
  const at = candidates.count++ * FIELDS;
  if (at === candidates.values.length) {
    const longer = new Float64Array(2 * at);
    longer.set(candidates.values);
    candidates.values = longer;
  }
  const { values } = candidates;
  values[at] = centreX;
  values[at + 1] = centreY;
  values[at + 2] = width;
  values[at + 3] = height;
  values[at + 4] = classIndex;
  values[at + 5] = score;
}

/** The `most` candidates of the highest scores, from the highest down; of equal ones those that were added first. */
export function likeliest({ count, values }: Candidates, most: number): Candidate[] {
  const scores = new Float64Array(count);
  for (let index = 0; index < count; index++) scores[index] = values[index * FIELDS + 5] ?? 0;
  const least = count > most ? (scores.toSorted()[count - most] ?? 0) : -Infinity;
  const order: number[] = [];
  for (let index = 0; index < count; index++) {
    if ((scores[index] ?? 0) >= least) order.push(index);
  }
  order.sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0));
  return order.slice(0, most).map((index) => {
    const [centreX = 0, centreY = 0, width = 0, height = 0, classIndex = 0, score = 0] = values.subarray(
      index * FIELDS,
      (index + 1) * FIELDS,
    );
    return { centreX, centreY, width, height, classIndex, score };
  });
}
