/** Rows are true classes, columns predicted ones. */
export type Confusion = readonly (readonly number[])[];

/** A class taken for another, by the base network and by the other one. */
export interface Mistake {
  readonly truth: number;
  readonly predicted: number;
  readonly base: number;
  readonly variant: number;
}

/** How a class fares with both networks. */
export interface ClassOutcome {
  readonly truth: number;
  readonly images: number;
  /** Images told right. */
  readonly base: number;
  readonly variant: number;
}

/** What the second network predicts more often than the base, cell by cell. */
export function subtractConfusions(variant: Confusion, base: Confusion): number[][] {
  return variant.map((row, truth) => row.map((count, predicted) => count - (base[truth]?.[predicted] ?? 0)));
}

/** The mistakes that changed most in number, at most so many; those that grew before those that shrank as much. */
export function changedMistakes(base: Confusion, variant: Confusion, limit: number): Mistake[] {
  const mistakes = variant.flatMap((row, truth) =>
    row.map((count, predicted) => ({ truth, predicted, base: base[truth]?.[predicted] ?? 0, variant: count })),
  );
  return mistakes
    .filter((mistake) => mistake.truth !== mistake.predicted && growth(mistake) !== 0)
    .sort((one, other) => Math.abs(growth(other)) - Math.abs(growth(one)) || growth(other) - growth(one))
    .slice(0, limit);
}

/** Each class's images and how many of them both networks tell right. */
export function outcomesByClass(base: Confusion, variant: Confusion): ClassOutcome[] {
  return variant.map((row, truth) => ({
    truth,
    images: row.reduce((sum, count) => sum + count, 0),
    base: base[truth]?.[truth] ?? 0,
    variant: row[truth] ?? 0,
  }));
}

function growth({ base, variant }: Mistake): number {
  return variant - base;
}

/** The mistake made most often; undefined where there is none. */
export function mostFrequentMistake(
  confusion: Confusion,
): { readonly truth: number; readonly predicted: number; readonly count: number } | undefined {
  const mistakes = confusion.flatMap((row, truth) => row.map((count, predicted) => ({ truth, predicted, count })));
  const [most] = mistakes
    .filter(({ truth, predicted, count }) => truth !== predicted && count > 0)
    .sort((one, other) => other.count - one.count);
  return most;
}
