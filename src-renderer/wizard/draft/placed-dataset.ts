import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';

/** A data set that lies in files. */
export type PlacedDataset = Extract<DatasetRecipe, { readonly path: string }>;
export type PlacedKind = PlacedDataset['kind'];

/** In the order they are offered. */
export const PLACED_KINDS = [
  'cifar10',
  'cifar100',
  'image-folder',
  'visdrone',
  'coco',
  'yolo',
] as const satisfies readonly PlacedKind[];

export function isPlacedKind(kind: string): kind is PlacedKind {
  return PLACED_KINDS.some((one) => one === kind);
}
