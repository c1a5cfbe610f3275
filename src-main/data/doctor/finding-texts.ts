import type { FindingCode, Severity } from '../../../src-shared/dataset-report.ts';

interface FindingText {
  readonly severity: Severity;
  /** What `count` cases of it are. */
  message(count: number): string;
  readonly advice: string;
}

/** Every finding in words. */
export const FINDING_TEXTS: Readonly<Record<FindingCode, FindingText>> = {
  'unreadable-file': {
    severity: 'error',
    message: (count) => `${plural(count, 'file', 'files')} can't be read to the end`,
    advice: 'check the permissions, or download it again: `espalier dataset download`',
  },
  'missing-file': {
    severity: 'error',
    message: (count) => `${plural(count, 'file is', 'files are')} missing or empty`,
    advice: 'unpack the official archive again',
  },
  'truncated-record': {
    severity: 'error',
    message: (count) => `${plural(count, 'file ends', 'files end')} in the middle of a record`,
    advice: 'unpack the official archive again',
  },
  'label-out-of-range': {
    severity: 'error',
    message: (count) => `${plural(count, 'record has', 'records have')} a label that no class has`,
    advice: 'unpack the official archive again; if it comes from elsewhere, check the order of its label bytes',
  },
  'undecodable-image': {
    severity: 'error',
    message: (count) => `${plural(count, 'image', 'images')} can't be decoded`,
    advice: 'repair or convert them (PNG, JPEG, WebP, GIF, TIFF, AVIF), or remove them',
  },
  'wrong-class-names': {
    severity: 'error',
    message: () => 'the file of class names has not one name for each class',
    advice: 'name the classes, one a line, or remove the file: the official names then hold',
  },
  'unusable-layout': {
    severity: 'error',
    message: () => "the folders can't be taken for classes",
    advice: 'lay it out as <class>/<image>, or as train/<class>/<image> beside test/<class>/<image>',
  },
  'duplicates-across-splits': {
    severity: 'warning',
    message: (count) => `${plural(count, 'image is', 'images are')} in both the train and the test split`,
    advice: 'a network is tested on what it has learned by heart; for an honest accuracy, remove them from one split',
  },
  'duplicates-with-other-labels': {
    severity: 'warning',
    message: (count) => `${plural(count, 'image is', 'images are')} there again under another label`,
    advice: 'at least one of the labels is wrong; look at the images',
  },
  'duplicates-within-split': {
    severity: 'note',
    message: (count) => `${plural(count, 'image is', 'images are')} there more than once in the same split`,
    advice: 'each counts as often as it is there; remove the copies where that matters',
  },
  'constant-image': {
    severity: 'warning',
    message: (count) => `${plural(count, 'image is', 'images are')} of nearly one colour`,
    advice: 'look whether something went wrong when they were made',
  },
  'empty-class': {
    severity: 'warning',
    message: (count) => `${plural(count, 'class has', 'classes have')} no images in a split`,
    advice: 'a network never learns, or is never tested on, such a class; add images or leave the class out',
  },
  'imbalanced-classes': {
    severity: 'note',
    message: () => 'the largest class has over 1.5 times the images of the smallest',
    advice: 'read the accuracy with that in mind: a network that prefers large classes scores well',
  },
  'missing-records': {
    severity: 'note',
    message: () => 'there are not as many records as the official data set has',
    advice: 'fine for a subset; otherwise unpack the official archive again',
  },
  'ignored-entries': {
    severity: 'note',
    message: (count) =>
      `${plural(count, 'file or folder is', 'files and folders are')} no image of a class and left out`,
    advice: 'nothing, unless they should be images; these are found by their endings',
  },
  undivided: {
    severity: 'note',
    message: () => 'there is no split into train and test images',
    advice: 'a training draws a fifth of each class for testing, or the share that "test" says',
  },
};

function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
