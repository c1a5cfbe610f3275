import type { TrainingSettings } from '../../src-shared/recipe.ts';

/**
 * The learning rate at a step of a stage of `steps` steps: first it rises evenly over the warm-up (darknet's burn-in, to the power of 1),
 * and it follows its schedule; cosine is ½(1 + cos πt) from the full rate towards 0 (arXiv 1608.03983).
 */
export function learningRateAt(
  { schedule, learningRate, warmupSteps = 0 }: Pick<TrainingSettings, 'schedule' | 'learningRate' | 'warmupSteps'>,
  step: number,
  steps: number,
): number {
  const rate = learningRate * Math.min(1, (step + 1) / (warmupSteps + 1));
  const progress = step / steps;
  if (schedule === 'constant') return rate;
  if (schedule === 'cosine') return rate * 0.5 * (1 + Math.cos(Math.PI * progress));
  const drops = schedule.at.filter((share) => progress >= share).length;
  return rate * schedule.factor ** drops;
}
