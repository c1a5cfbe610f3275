import type { DatasetRecipe } from '../../src-shared/dataset-recipe.ts';
import { readCifar10, readCifar100 } from './cifar/read-cifar.ts';
import type { Dataset } from './dataset.ts';
import { generateScenes } from './detection/generate-scenes.ts';
import { generateDataset } from './generated.ts';

/**
 * Reads or makes the data set a recipe names.
 * @throws EspalierError `bad-dataset`.
 */
export async function loadDataset(recipe: DatasetRecipe): Promise<Dataset> {
  switch (recipe.kind) {
    case 'cifar10':
      return readCifar10(recipe.path, recipe.limit);
    case 'cifar100':
      return readCifar100(recipe.path, recipe.labels, recipe.limit);
    case 'image-folder': {
      // Loads a large native library that the other kinds don't need.
      const { readImageFolder } = await import('./image-folder/read-image-folder.ts');
      return readImageFolder(recipe);
    }
    case 'visdrone':
    case 'coco':
    case 'yolo': {
      const { readDetectionDataset } = await import('./detection/read-detection-dataset.ts');
      return readDetectionDataset(recipe);
    }
    case 'generated-scenes':
      return generateScenes(recipe);
    case 'generated':
      return generateDataset(recipe);
  }
}
