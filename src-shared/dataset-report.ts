import { z } from 'zod';

const count = z.int().nonnegative();
const splitName = z.enum(['train', 'test']);

/** Where something was found: a file, and in a file of records which one, counted from 0, and the byte it begins at. */
const placeSchema = z.strictObject({
  file: z.string(),
  split: splitName.optional(),
  record: count.optional(),
  offset: count.optional(),
  /** The class it is filed under. */
  label: z.string().optional(),
  /** What exactly is wrong there. */
  detail: z.string().optional(),
});

/** error: a training refuses the data set; warning: it trains, but its accuracy may say less than it seems to; note: good to know. */
const severitySchema = z.enum(['error', 'warning', 'note']);

export const findingCodeSchema = z.enum([
  'unreadable-file',
  'missing-file',
  'truncated-record',
  'label-out-of-range',
  'undecodable-image',
  'wrong-class-names',
  'unusable-layout',
  'duplicates-across-splits',
  'duplicates-with-other-labels',
  'duplicates-within-split',
  'constant-image',
  'empty-class',
  'imbalanced-classes',
  'missing-records',
  'ignored-entries',
  'undivided',
  'unusable-annotations',
  'bad-annotation',
  'unknown-class',
  'oversized-image',
  'no-images',
  'missing-image',
  'unreadable-image',
  'other-size',
  'empty-box',
  'box-outside',
  'duplicate-box',
  'tiny-objects',
  'crowded-image',
  'absent-class',
  'box-across-edge',
  'image-without-objects',
  'image-without-annotations',
  'stray-annotation',
  'imbalanced-objects',
]);

const findingSchema = z.strictObject({
  code: findingCodeSchema,
  severity: severitySchema,
  message: z.string(),
  /** What to do about it. */
  advice: z.string(),
  /** How often it was found. */
  count,
  /** The first of these: one place each, or all copies of the same image. */
  cases: z.array(z.array(placeSchema)),
});

const splitSchema = z.strictObject({
  split: splitName,
  images: count,
  /** Mean and standard deviation of each channel, of bytes scaled to [0, 1]; null where there are no images. */
  mean: z.array(z.number()).nullable(),
  deviation: z.array(z.number()).nullable(),
});

/** How many images each class has, or objects where there are boxes; CIFAR-100 has two sets of classes. */
const balanceSchema = z.strictObject({
  name: z.string(),
  classes: z.array(z.strictObject({ name: z.string(), train: count, test: count })),
});

/** What there is in a split to detect. */
const sceneSplitSchema = z.strictObject({
  split: splitName,
  /** Images that are annotated, whether or not they are there. */
  annotated: count,
  /** Of these. */
  missing: count,
  withObjects: count,
  withoutObjects: count,
  /** Boxes that count, in all annotated images. */
  objects: count,
  /** Boxes of regions that count neither as found nor as missed. */
  regions: count,
  /** Objects by their area in pixels of the image, split at 32² and 96² as COCO does; of images whose size is known. */
  small: count,
  medium: count,
  large: count,
});

const inputSidesSchema = z.strictObject({
  /** Of the input. */
  height: count,
  width: count,
  /** Objects of images whose size is known. */
  objects: count,
  /** How many of these have a side (the root of their area) shorter than so many pixels of the input, 4 and 8 being the finest strides of CenterNet and YOLOv3. */
  shorterThan: z.array(z.strictObject({ pixels: count, objects: count })),
});

/** What the doctor found out about a data set: `espalier dataset inspect --json` prints one. */
export const datasetReportSchema = z.strictObject({
  kind: z.enum(['cifar10', 'cifar100', 'image-folder', 'visdrone', 'coco', 'yolo']),
  path: z.string(),
  /** Why it was taken for this kind; null where the kind was given. */
  guess: z.string().nullable(),
  splits: z.array(splitSchema),
  balance: z.array(balanceSchema),
  /** Sizes of the images, the most frequent first. */
  sizes: z.array(z.strictObject({ width: count, height: count, images: count })),
  /** Where there are boxes. */
  detection: z.strictObject({ splits: z.array(sceneSplitSchema), inputSides: inputSidesSchema }).optional(),
  /** Errors first. */
  findings: z.array(findingSchema),
  seconds: z.number(),
});

export type DatasetReport = z.output<typeof datasetReportSchema>;
export type DatasetKind = DatasetReport['kind'];
export type DetectionReport = NonNullable<DatasetReport['detection']>;
export type Finding = z.output<typeof findingSchema>;
export type FindingCode = Finding['code'];
export type Place = z.output<typeof placeSchema>;
export type Severity = Finding['severity'];
export type SplitName = z.output<typeof splitName>;
