import type { TruthBox } from '../../../src-shared/detection.ts';

/** The boxes of each class that there is, in the order of the classes. */
export function boxesByClass(
  boxes: readonly TruthBox[],
): readonly { readonly classIndex: number; readonly boxes: readonly TruthBox[] }[] {
  const present = [...new Set(boxes.map(({ classIndex }) => classIndex))].sort((one, other) => one - other);
  return present.map((classIndex) => ({ classIndex, boxes: boxes.filter((box) => box.classIndex === classIndex) }));
}
