import { CIFAR100_COARSE_CLASSES, CIFAR100_FINE_CLASSES, CIFAR10_CLASSES } from './class-names.ts';

/** One 32×32 image: its red, green and blue planes. */
export const IMAGE_BYTES = 3 * 32 * 32;

/** One of the label bytes in front of an image. */
export interface LabelField {
  /** What to call it in a message; empty where a record has only one. */
  readonly name: string;
  /** The file that names its classes, one a line. */
  readonly namesFile: string;
  /** The official names, which hold where there is no such file. */
  readonly classes: readonly string[];
}

/** One of the two data sets in its binary form: https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version". */
export interface CifarFormat {
  readonly kind: 'cifar10' | 'cifar100';
  readonly name: string;
  /** The folder inside the official archive. */
  readonly folder: string;
  readonly archive: string;
  readonly files: Readonly<Record<'train' | 'test', readonly string[]>>;
  /** Records of each split as published. */
  readonly records: Readonly<Record<'train' | 'test', number>>;
  /** The label bytes, in order. */
  readonly labels: readonly LabelField[];
}

export const CIFAR10: CifarFormat = {
  kind: 'cifar10',
  name: 'CIFAR-10',
  folder: 'cifar-10-batches-bin',
  archive: 'cifar-10-binary.tar.gz',
  files: { train: [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`), test: ['test_batch.bin'] },
  records: { train: 50_000, test: 10_000 },
  labels: [{ name: '', namesFile: 'batches.meta.txt', classes: CIFAR10_CLASSES }],
};

export const CIFAR100: CifarFormat = {
  kind: 'cifar100',
  name: 'CIFAR-100',
  folder: 'cifar-100-binary',
  archive: 'cifar-100-binary.tar.gz',
  files: { train: ['train.bin'], test: ['test.bin'] },
  records: { train: 50_000, test: 10_000 },
  labels: [
    { name: 'coarse', namesFile: 'coarse_label_names.txt', classes: CIFAR100_COARSE_CLASSES },
    { name: 'fine', namesFile: 'fine_label_names.txt', classes: CIFAR100_FINE_CLASSES },
  ],
};

/** Bytes of a record: its labels and its image. */
export function recordBytes({ labels }: CifarFormat): number {
  return labels.length + IMAGE_BYTES;
}

/** All files a data set consists of: its records, then the names of its classes. */
export function dataFiles({ files }: CifarFormat): string[] {
  return [...files.train, ...files.test];
}
