import type { Recipe } from '../../src-shared/recipe.ts';
import { sha256 } from './durable-folder.ts';

/** Identifies a recipe: two with the same hash ask for the same run. Parsed recipes have their keys in the schema's order. */
export function recipeHash(recipe: Recipe): string {
  return sha256(JSON.stringify(recipe));
}
