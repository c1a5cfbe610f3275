import type { Recipe } from '../../../src-shared/recipe.ts';

/** A setting of recipes beside each other; null in a recipe that does not have it. */
export interface ComparedSetting {
  /** As in the recipe, such as `prune.ratio`. */
  readonly setting: string;
  readonly values: readonly (string | null)[];
  readonly differs: boolean;
}

/** Every setting of the recipes but their names, in the recipes' order. */
export function compareSettings(recipes: readonly Recipe[]): ComparedSetting[] {
  const flat = recipes.map((recipe) => new Map(flatten(recipe, '')));
  const keys = [...new Set(flat.flatMap((settings) => [...settings.keys()]))].filter((key) => key !== 'name');
  return keys.map((setting) => {
    const values = flat.map((settings) => settings.get(setting) ?? null);
    return { setting, values, differs: new Set(values).size > 1 };
  });
}

function flatten(value: unknown, path: string): [path: string, value: string][] {
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    if (items.every((item) => typeof item !== 'object')) return [[path, items.map(String).join(', ')]];
    return items.flatMap((item, index) => flatten(item, `${path}[${index + 1}]`));
  }
  if (typeof value === 'object') {
    return Object.entries(value ?? {}).flatMap(([key, inner]) => flatten(inner, path === '' ? key : `${path}.${key}`));
  }
  return value === undefined ? [] : [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
}
