import type { RecipeSource } from './recipe-source.ts';

/** The content of a recipe file; undefined where it is no JSON. Whether it is a recipe, the host says. */
export async function readRecipeFile(file: File): Promise<RecipeSource | undefined> {
  try {
    const value: unknown = JSON.parse(await file.text());
    return { kind: 'file', value };
  } catch {
    return undefined;
  }
}
