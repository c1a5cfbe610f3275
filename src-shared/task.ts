import type { DatasetRecipe } from './dataset-recipe.ts';

export type Task = 'classification' | 'detection';

/** What networks are trained for on a kind of data set. */
export function taskOf(kind: DatasetRecipe['kind']): Task {
  switch (kind) {
    case 'cifar10':
    case 'cifar100':
    case 'image-folder':
    case 'generated':
      return 'classification';
    case 'visdrone':
    case 'coco':
    case 'yolo':
    case 'generated-scenes':
      return 'detection';
  }
}
