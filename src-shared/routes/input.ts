import { z } from 'zod';
import { parseRecipe } from '../recipe.ts';

/** What several routes take. */
export const runId = z.string().min(1).max(200);
export const jobId = z.string().min(1).max(200);
export const path = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[^\0]*$/, 'a path has no NUL');
/** What stands for an image or a file: fronts never learn where it lies. */
export const token = z.string().regex(/^[\w-]{16,64}$/, 'not a token');
export const variant = z.string().min(1).max(200);

/** A recipe as JSON; defaults are filled in. A wrong one is a `bad-recipe`, which names the key. */
export const recipe = z.unknown().transform(parseRecipe);
