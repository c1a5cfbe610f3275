import type { CompensateRecipe, SketchRecipe } from '../../src-shared/recipe.ts';
import { formatInteger } from '../../src-shared/format-number.ts';

/** A compensation in words, for the table of a report's settings. */
export function describeCompensation(compensation: CompensateRecipe): string {
  switch (compensation.method) {
    case 'sketch':
      return describeSketch(compensation);
    case 'merge':
      return 'kept filters; the next layer takes on what the removed ones did, by weights alone';
    case 'refit':
      return `kept filters; ${describeRefit(compensation)}`;
  }
}

function describeSketch({ align, scale, solver, alpha, carry, refit }: SketchRecipe): string {
  return [
    `sketch by ${solver}`,
    align === 'procrustes' ? 'rotated towards the kept filters' : 'not aligned',
    ...(scale === 'none' ? [] : [`rows scaled (${scale})`]),
    ...(carry ? ["carried into the next layer's inputs"] : []),
    `for layers with a pruning ratio above α = ${alpha}`,
    ...(refit === undefined ? [] : [`then ${describeRefit(refit)}`]),
  ].join(', ');
}

function describeRefit({ images, ridge }: { readonly images: number; readonly ridge: number }): string {
  return `every layer fitted to its new inputs over ${formatInteger(images)} training images without labels, ridge ${ridge}`;
}
