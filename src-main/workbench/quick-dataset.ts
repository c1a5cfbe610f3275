import type { DatasetRecipe } from '../../src-shared/dataset-recipe.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Bench } from './bench.ts';

/**
 * A data set, where it takes no more than seconds to read: not an image folder that has yet to be decoded.
 * @throws EspalierError `bad-dataset`.
 */
export async function quickDataset(bench: Bench, recipe: DatasetRecipe): Promise<Dataset | undefined> {
  return recipe.kind === 'image-folder' ? bench.lastDataset(recipe) : bench.dataset(recipe);
}
