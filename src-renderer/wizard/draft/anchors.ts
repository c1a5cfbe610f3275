import { COCO_ANCHORS } from '../../../src-shared/coco-anchors.ts';
import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';

/** Nine sizes [width, height] in pixels of the network's input. */
export type Anchors = NonNullable<Extract<NetworkRecipe, { kind: 'yolov3' }>['anchors']>;

/** The side of the input that COCO's anchors are for. */
export const COCO_SIDE = 416;

/** COCO's anchors as they would be for an input of another size. */
export function scaledAnchors([height, width]: readonly [number, number]): Anchors {
  const scale = (length: number, side: number): number => Math.max(1, Math.round((length * side) / COCO_SIDE));
  return COCO_ANCHORS.map(([wide, high]) => [scale(wide, width), scale(high, height)] as const);
}

/** Height and width of the network's input; undefined where the data set doesn't say, or the network takes what is there. */
export function inputSize(dataset: DatasetRecipe | undefined): readonly [number, number] | undefined {
  return dataset !== undefined && 'size' in dataset ? dataset.size : undefined;
}

/** Whether COCO's anchors, which are never scaled, are too large for the input. */
export function isBelowCocoSize(size: readonly [number, number] | undefined): boolean {
  return size !== undefined && Math.max(...size) < COCO_SIDE;
}

/** The anchors in a text such as `10,13, 16,30, …`, as a darknet cfg has them; `wrong` where it hasn't nine pairs of positive numbers. */
export function readAnchors(text: string): Anchors | 'wrong' {
  const numbers = text
    .split(/[\s,;×x]+/)
    .filter((part) => part !== '')
    .map(Number);
  if (numbers.length !== 18 || !numbers.every((one) => Number.isFinite(one) && one > 0)) return 'wrong';
  return Array.from({ length: 9 }, (_, index) => [numbers[2 * index] ?? 0, numbers[2 * index + 1] ?? 0] as const);
}

export function printAnchors(anchors: Anchors): string {
  return anchors.map(([width, height]) => `${width},${height}`).join('  ');
}
