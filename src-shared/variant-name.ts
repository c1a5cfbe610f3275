import type { CompensateRecipe, SketchRecipe } from './recipe.ts';

/** `sketch`, `merge` or `refit` for the only one of its kind in a recipe; otherwise with what tells it apart from the others. */
export function variantName(compensations: readonly CompensateRecipe[], index: number): string {
  const own = compensations[index];
  if (own === undefined) return 'sketch';
  const alike = compensations.filter(({ method }) => method === own.method);
  if (alike.length === 1) return own.method;
  const traits = describeTraits(own);
  const others = alike.filter((other) => other !== own).map(describeTraits);
  const telling = Object.entries(traits).filter(([key, words]) =>
    others.some((other) => other[key] !== undefined && other[key] !== words),
  );
  return [own.method, ...telling.map(([, words]) => words)].filter((words) => words !== '').join('-');
}

/** What a trait is called, where the compensation has it. */
function describeTraits(compensation: CompensateRecipe): Readonly<Partial<Record<string, string>>> {
  switch (compensation.method) {
    case 'sketch':
      return describeSketch(compensation);
    case 'merge':
      return {};
    case 'refit':
      return { images: `images-${compensation.images}`, ridge: `ridge-${compensation.ridge}` };
  }
}

function describeSketch({ align, solver, alpha, scale, carry, refit }: SketchRecipe): Record<string, string> {
  return {
    align: align === 'none' ? 'unaligned' : 'aligned',
    solver,
    alpha: `alpha-${alpha}`,
    scale: `scale-${scale}`,
    carry: carry ? 'carried' : '',
    refit: refit === undefined ? '' : 'refitted',
    ...(refit === undefined ? {} : { images: `images-${refit.images}`, ridge: `ridge-${refit.ridge}` }),
  };
}
