import type { StageName } from './event.ts';
import type { Recipe } from './recipe.ts';
import { variantName } from './variant-name.ts';

/** A stage that a run has or will have; what is measured at the end of all seeds has the variant `all`. */
export interface PlannedStage {
  readonly stage: StageName;
  readonly variant: string;
  readonly seed: number;
}

/** The names of a recipe's networks in the order they are made: `base`, controls, then compensations. */
export function variantNames({ prune, controls, compensate }: Recipe): string[] {
  if (prune === undefined) return ['base'];
  return [
    'base',
    ...(controls.includes('uncompensated') || compensate.length === 0 ? ['pruned'] : []),
    ...(controls.includes('random') ? ['random'] : []),
    ...(controls.includes('scratch') ? ['scratch'] : []),
    ...compensate.map((_, index) => variantName(compensate, index)),
  ];
}

/** The stages of a recipe in the order in which they are carried out. */
export function plannedStages(recipe: Recipe): PlannedStage[] {
  const seeds = Array.from({ length: recipe.seeds }, (_, index) => recipe.seed + index);
  return [
    ...seeds.flatMap((seed) => stagesOfSeed(recipe).map((stage) => ({ ...stage, seed }))),
    { stage: 'export', variant: 'all', seed: recipe.seed },
  ];
}

type SeedStage = Omit<PlannedStage, 'seed'>;

function stagesOfSeed(recipe: Recipe): SeedStage[] {
  const base: SeedStage[] = [
    ...(recipe.train === undefined ? [] : [{ stage: 'train', variant: 'base' } as const]),
    { stage: 'evaluate', variant: 'base' },
  ];
  if (recipe.prune === undefined) return base;
  const smaller = variantNames(recipe).slice(1);
  return [...base, { stage: 'prune', variant: 'pruned' }, ...smaller.flatMap((name) => stagesOfVariant(recipe, name))];
}

function stagesOfVariant(recipe: Recipe, variant: string): SeedStage[] {
  const { finetune } = recipe;
  const tuned = finetune !== undefined && (finetune.steps !== undefined || (finetune.epochs ?? 0) > 0);
  const stages: readonly StageName[] = [
    ...(variant === 'random' ? (['prune'] as const) : []),
    ...(['pruned', 'random', 'scratch'].includes(variant) ? [] : (['compensate'] as const)),
    'recalibrate',
    'evaluate',
    ...(tuned ? (['finetune'] as const) : []),
  ];
  return stages.map((stage) => ({ stage, variant }));
}
