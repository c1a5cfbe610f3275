import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { recipeHash } from '../../engine/recipe-hash.ts';
import { findEmbeddedRecipes, type EmbeddedRecipe } from '../../report/embedded-recipe.ts';
import { presetFile, presetName } from './presets.ts';
import { parseRecipeText, readRecipeText } from './read-recipe.ts';

export interface RecipeChoice {
  /** Where the data set is, in place of the recipe's own path. */
  readonly dataset?: string;
  /** Which run's recipe is meant, of a report on several; the beginning of its id will do. */
  readonly of?: string;
}

export interface FoundRecipe {
  readonly recipe: Recipe;
  /** Where the recipe was found, in a sentence each, where that is not plain from its name. */
  readonly notes: readonly string[];
  /** The data set that the run had, of a recipe found in its report. */
  readonly datasetHash?: string;
}

/**
 * The recipe that a word of the command line means: a file, a report that holds one, or `preset:NAME`.
 * @throws EspalierError `not-found`, `bad-recipe`, `bad-usage` where the choice does not fit, `bad-dataset` where there is none.
 */
export function findRecipe(reference: string, choice: RecipeChoice): FoundRecipe {
  const preset = presetName(reference);
  const file = preset === undefined ? reference : presetFile(preset);
  const found = openRecipe(file, choice.of);
  if (preset !== undefined && choice.dataset === undefined && 'path' in found.recipe.dataset) {
    const { kind } = found.recipe.dataset;
    throw new EspalierError('bad-usage', `${reference} needs a folder of ${kind} data: add --dataset PATH`);
  }
  return withDataset(found, choice.dataset);
}

/**
 * The recipe in a file that is one, or a report. Its data set need not be there.
 * @throws EspalierError `not-found`, `bad-recipe`, or `bad-usage` where the choice does not fit.
 */
export function openRecipe(file: string, of?: string): FoundRecipe {
  const text = readRecipeText(file);
  const embedded = findEmbeddedRecipes(text);
  if (of !== undefined && embedded.length === 0) {
    throw new EspalierError('bad-usage', `--of chooses a run of a report, and "${file}" is no report with recipes`);
  }
  return embedded.length === 0 ? plainRecipe(text, file) : recipeInReport(embedded, file, of);
}

function plainRecipe(text: string, file: string): FoundRecipe {
  if (/^\s*(?:<|#)/.test(text)) {
    throw new EspalierError(
      'bad-recipe',
      `"${file}" holds no recipe; of reports, those that \`espalier report\` writes as html, md or json do`,
    );
  }
  return { recipe: parseRecipeText(text, file), notes: [] };
}

function recipeInReport(embedded: readonly EmbeddedRecipe[], file: string, of: string | undefined): FoundRecipe {
  const candidates = embedded.filter(({ runId }) => of === undefined || runId.startsWith(of));
  const [chosen] = candidates;
  const ids = embedded.map(({ runId }) => runId).join(', ');
  if (chosen === undefined) {
    throw new EspalierError('not-found', `"${file}" has no recipe of a run "${of ?? ''}"; it has those of ${ids}`);
  }
  if (new Set(candidates.map(({ hash }) => hash)).size > 1) {
    throw new EspalierError('bad-usage', `"${file}" holds several recipes; choose one by its run: --of ${ids}`);
  }
  const recipe = parseRecipeText(chosen.text, `${file}, run ${chosen.runId}`);
  const hash = recipeHash(recipe);
  const origin = `recipe “${recipe.name}” of run ${chosen.runId}, found in ${file}`;
  const verdict =
    hash === chosen.hash
      ? `SHA-256 ${hash}, the same as the run's`
      : `SHA-256 ${hash}, where the run had ${chosen.hash}: it was edited since, or this version fills in other defaults`;
  return { recipe, notes: [`${origin}; ${verdict}`], datasetHash: chosen.datasetHash };
}

function withDataset(found: FoundRecipe, path: string | undefined): FoundRecipe {
  const { recipe } = found;
  const { dataset } = recipe;
  if (!('path' in dataset)) {
    if (path === undefined) return found;
    throw new EspalierError('bad-usage', `the recipe makes its own images (${dataset.kind}): leave out --dataset`);
  }
  const folder = path === undefined ? dataset.path : resolve(path);
  if (!existsSync(folder)) {
    const advice = path === undefined ? '; say where it is with --dataset PATH' : '';
    throw new EspalierError('bad-dataset', `there is no data set at "${folder}"${advice}`);
  }
  return { ...found, recipe: { ...recipe, dataset: { ...dataset, path: folder } } };
}
