import type { CompensateRecipe, SketchRecipe } from '../../../src-shared/recipe.ts';

export type CompensationMethod = CompensateRecipe['method'];

/** The aligned sketch, which a new plan begins with. */
export const FRESH_SKETCH: SketchRecipe = {
  method: 'sketch',
  alpha: 0.2,
  solver: 'frequent-directions',
  align: 'procrustes',
  scale: 'none',
  carry: false,
};

export const FRESH_REFIT = { images: 512, ridge: 0.01 } as const;

/** The first of these settings of a method that is not in the list yet: no two variants of a run may be the same. */
export function anotherCompensation(
  present: readonly CompensateRecipe[],
  method: CompensationMethod,
): CompensateRecipe | undefined {
  const taken = new Set(present.map((one) => JSON.stringify(one)));
  return candidates(method).find((one) => !taken.has(JSON.stringify(one)));
}

function candidates(method: CompensationMethod): readonly CompensateRecipe[] {
  switch (method) {
    case 'sketch':
      return [
        FRESH_SKETCH,
        { ...FRESH_SKETCH, align: 'none' },
        ...[0.3, 0.5, 0.1, 0.4, 0].map((alpha): SketchRecipe => ({ ...FRESH_SKETCH, alpha })),
      ];
    case 'merge':
      return [{ method: 'merge' }];
    case 'refit':
      return [512, 1024, 2048, 4096].map((images) => ({ method: 'refit', images, ridge: FRESH_REFIT.ridge }));
  }
}

/** Places in the list of those that are the same as one before them. */
export function repeatedCompensations(list: readonly CompensateRecipe[]): readonly number[] {
  const texts = list.map((one) => JSON.stringify(one));
  return texts.flatMap((text, index) => (texts.indexOf(text) < index ? [index] : []));
}
