import { basename } from 'node:path';
import type { DatasetRecipe } from '../../src-shared/dataset-recipe.ts';
import type { Task } from '../../src-shared/task.ts';
import { CIFAR10_CLASSES, CIFAR100_COARSE_CLASSES, CIFAR100_FINE_CLASSES } from './cifar/class-names.ts';
import type { Dataset } from './dataset.ts';
import { GENERATED_SCENE_CLASSES, GENERATED_SCENES_NAME } from './detection/generate-scenes.ts';
import { SHAPES } from './shapes.ts';

/** What a network has to know of a data set. */
export interface DatasetShape {
  readonly name: string;
  readonly task: Task;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** How many. */
  readonly classes: number;
}

export function shapeOf({ name, task, channels, height, width, classes }: Dataset): DatasetShape {
  return { name, task, channels, height, width, classes: classes.length };
}

/** The shape of the data set that a recipe names, without reading an image. @throws EspalierError `bad-dataset`. */
export async function readDatasetShape(recipe: DatasetRecipe): Promise<DatasetShape> {
  const small = { task: 'classification', channels: 3, height: 32, width: 32 } as const;
  switch (recipe.kind) {
    case 'cifar10':
      return { name: 'CIFAR-10', ...small, classes: CIFAR10_CLASSES.length };
    case 'cifar100': {
      const classes = recipe.labels === 'fine' ? CIFAR100_FINE_CLASSES : CIFAR100_COARSE_CLASSES;
      return { name: `CIFAR-100 (${recipe.labels} labels)`, ...small, classes: classes.length };
    }
    case 'image-folder': {
      const { listImages } = await import('./image-folder/list-images.ts');
      const testFolder = typeof recipe.test === 'string' ? recipe.test : undefined;
      const { classes } = await listImages(recipe.path, testFolder);
      const [height, width] = recipe.size;
      return {
        name: basename(recipe.path),
        task: 'classification',
        channels: 3,
        height,
        width,
        classes: classes.length,
      };
    }
    case 'visdrone':
    case 'coco':
    case 'yolo': {
      const { readDetectionClasses } = await import('./detection/list-detection-splits.ts');
      const { name, classes } = await readDetectionClasses(recipe);
      const [height, width] = recipe.size;
      return { name, task: 'detection', channels: 3, height, width, classes: classes.length };
    }
    case 'generated-scenes': {
      const [height, width] = recipe.size;
      const classes = GENERATED_SCENE_CLASSES.length;
      return { name: GENERATED_SCENES_NAME, task: 'detection', channels: 3, height, width, classes };
    }
    case 'generated':
      return { name: 'generated shapes', ...small, classes: SHAPES.length };
  }
}
