import type { Schedule } from '../../src-shared/recipe.ts';

/** The learning rate at a step of a stage of `steps` steps; cosine is ½(1 + cos πt) from `base` towards 0 (arXiv 1608.03983). */
export function learningRateAt(schedule: Schedule, base: number, step: number, steps: number): number {
  const progress = step / steps;
  if (schedule === 'constant') return base;
  if (schedule === 'cosine') return base * 0.5 * (1 + Math.cos(Math.PI * progress));
  const drops = schedule.at.filter((share) => progress >= share).length;
  return base * schedule.factor ** drops;
}
