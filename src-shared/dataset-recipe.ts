import { z } from 'zod';

const share = z.number().gt(0).lt(1);

const limitSchema = z.strictObject({
  train: z.int().positive().optional(),
  test: z.int().positive().optional(),
});

const side = z.int().min(8).max(1024);

/** Detectors halve their maps five times. */
const detectorSide = z.int().min(32).max(2048).multipleOf(32);

/** Height and width of a detector's input, which images are fitted into with their shape kept. */
const detectorSize = z
  .union(
    [detectorSide.transform((one) => [one, one] as const), z.tuple([detectorSide, detectorSide]).readonly()],
    'give one side such as 608, or [height, width], each a multiple of 32 from 32 to 2048',
  )
  .default([608, 608]);

/** Beside a share of the images: `"train"` to test on the very images that are trained on, which proves nothing but that they can be learnt. */
const testShare = z.union([share, z.string().min(1)]);

const visdronePart = z.enum(['train', 'val', 'test-dev']);

/** A recipe's data set. */
export const datasetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cifar10'), path: z.string().min(1), limit: limitSchema.optional() }),
  z.strictObject({
    kind: z.literal('cifar100'),
    path: z.string().min(1),
    /** The 100 classes or the 20 superclasses. */
    labels: z.enum(['fine', 'coarse']).default('fine'),
    limit: limitSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('image-folder'),
    path: z.string().min(1),
    /** Height and width that all images are scaled and cut to. */
    size: z
      .union(
        [side.transform((one) => [one, one] as const), z.tuple([side, side]).readonly()],
        'give one side such as 32, or [height, width], each of 8 to 1024',
      )
      .default([32, 32]),
    /** The folder of test images beside "train", or the share of each class to test on. */
    test: z.union([share, z.string().min(1)], 'give a share such as 0.2, or the name of a folder').optional(),
    /** Draws which images are that share. */
    seed: z.int().nonnegative().default(1),
    limit: limitSchema.optional(),
  }),
  z
    .strictObject({
      kind: z.literal('visdrone'),
      /** The folder that holds VisDrone2019-DET-train and the others, each with images and annotations. */
      path: z.string().min(1),
      size: detectorSize,
      /** The parts to train on; the official one alone where left out. */
      train: z.array(visdronePart).min(1).optional(),
      /** The part to test on; `train` for the very images that are trained on. */
      test: visdronePart.default('val'),
      limit: limitSchema.optional(),
    })
    .refine(({ train = [], test }) => test === 'train' || !train.includes(test), {
      path: ['test'],
      message: 'is among the parts to train on; to test on the training images, say "train"',
    }),
  z.strictObject({
    kind: z.literal('coco'),
    /** The JSON file of the training annotations. */
    path: z.string().min(1),
    /** The folder of its images; "images" beside the file where left out. */
    images: z.string().min(1).optional(),
    size: detectorSize,
    /** The share to test on, or the JSON file of the test annotations, whose images lie in the same folder or in "testImages". */
    test: testShare.default(0.2),
    testImages: z.string().min(1).optional(),
    /** Categories whose boxes mark what doesn't count, neither as found nor as missed. */
    ignore: z.array(z.string()).default([]),
    seed: z.int().nonnegative().default(1),
    limit: limitSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('yolo'),
    /** The folder that holds "images" and "labels". */
    path: z.string().min(1),
    /** The text file of the classes' names, a line each; classes.txt or a .names file in the folder where left out. */
    names: z.string().min(1).optional(),
    size: detectorSize,
    /** The share to test on, or the name of the folder of test images inside "images", beside "train". */
    test: testShare.default(0.2),
    seed: z.int().nonnegative().default(1),
    limit: limitSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('generated-scenes'),
    train: z.int().min(10).max(20_000).default(400),
    test: z.int().min(10).max(5000).default(100),
    size: detectorSize.unwrap().default([96, 96]),
    seed: z.int().nonnegative().default(1),
  }),
  z.strictObject({
    kind: z.literal('generated'),
    train: z.int().min(100).max(50_000).default(4000),
    test: z.int().min(100).max(10_000).default(1000),
    seed: z.int().nonnegative().default(1),
  }),
]);

/** The name of a kind of data set. */
export const datasetKindSchema = z.enum([
  'cifar10',
  'cifar100',
  'image-folder',
  'generated',
  'visdrone',
  'coco',
  'yolo',
  'generated-scenes',
]) satisfies z.ZodType<DatasetRecipe['kind']>;

export type DatasetRecipe = z.output<typeof datasetSchema>;
