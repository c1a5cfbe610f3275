import type { DatasetReport, Place, SplitName } from '../../../src-shared/dataset-report.ts';
import { createFindingList, type FindingList } from './finding-list.ts';
import { createImageCopies } from './image-copies.ts';
import { createPixelSums } from './pixel-sums.ts';

/** How many times as many images as the smallest class the largest may have. */
const BALANCED_RATIO = 1.5;
/** Sizes that a report lists. */
const MOST_SIZES = 20;

/** A set of classes that images are filed under. */
export interface LabelSet {
  readonly name: string;
  readonly classes: readonly string[];
}

export interface ExaminedImage {
  readonly split: SplitName;
  readonly place: Place;
  /** For each label set the class's index; one that is out of range is not counted. */
  readonly labels: readonly number[];
  readonly width: number;
  readonly height: number;
  /** Bytes [3, height, width], looked at only during the call. */
  readonly pixels: Uint8Array;
}

/** Collects, image by image, what a report says of any kind of data set. */
export interface Examination {
  readonly findings: FindingList;
  readonly see: (image: ExaminedImage) => void;
  /** `splits` are those that the data set is divided into. */
  finish(splits: readonly SplitName[]): ExaminationResult;
}

export type ExaminationResult = Pick<DatasetReport, 'splits' | 'balance' | 'sizes' | 'findings' | 'detection'>;

export function createExamination(labelSets: readonly LabelSet[]): Examination {
  const findings = createFindingList();
  const copies = createImageCopies();
  const sums = { train: createPixelSums(), test: createPixelSums() };
  const images = { train: 0, test: 0 };
  const sizes = new Map<string, { readonly width: number; readonly height: number; images: number }>();
  const balance = labelSets.map(({ name, classes }) => ({
    name,
    classes: classes.map((className) => ({ name: className, train: 0, test: 0 })),
  }));

  return {
    findings,
    see({ split, place, labels, width, height, pixels }) {
      images[split] += 1;
      labels.forEach((label, set) => {
        const counted = balance[set]?.classes[label];
        if (counted !== undefined) counted[split] += 1;
      });
      const size = sizes.get(`${width}×${height}`) ?? { width, height, images: 0 };
      sizes.set(`${width}×${height}`, size);
      size.images += 1;
      if (sums[split].add(pixels)) findings.add('constant-image', place);
      copies.see(place, width, pixels);
    },
    finish(splits) {
      copies.report(findings);
      for (const set of balance) for (const split of splits) checkBalance(set, split, findings);
      return {
        splits: splits.map((split) => ({ split, images: images[split], ...sums[split].statistics() })),
        balance,
        sizes: [...sizes.values()].sort((one, other) => other.images - one.images).slice(0, MOST_SIZES),
        findings: findings.list(),
      };
    },
  };
}

function checkBalance(
  { name, classes }: DatasetReport['balance'][number],
  split: SplitName,
  findings: FindingList,
): void {
  const counts = classes.map((one) => one[split]);
  const largest = Math.max(...counts);
  if (largest <= 0) return;
  for (const one of classes) {
    if (one[split] === 0) findings.add('empty-class', { file: one.name, split, label: one.name });
  }
  const smallest = Math.min(...counts.filter((count) => count > 0));
  if (largest <= BALANCED_RATIO * smallest) return;
  const called = name === '' ? 'classes' : `${name} classes`;
  findings.add('imbalanced-classes', { file: called, split, detail: `${smallest} to ${largest} images` });
}
