/** ", seed 2 of 3" behind what belongs to one of several seeds; nothing where a run has only one. */
export function seedLabel(seed: number, seeds: readonly number[]): string {
  return seeds.length < 2 ? '' : `, seed ${seeds.indexOf(seed) + 1} of ${seeds.length}`;
}
