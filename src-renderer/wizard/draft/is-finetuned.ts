import type { Recipe } from '../../../src-shared/recipe.ts';

/** Whether fine-tuning has at least one epoch or step. */
export function isFinetuned(finetune: Recipe['finetune']): boolean {
  return finetune !== undefined && (finetune.steps ?? finetune.epochs ?? 0) > 0;
}
