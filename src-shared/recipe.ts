import { z } from 'zod';
import { DEVICE_CHOICES, EXPORT_FORMATS, SHORTCUTS } from './choices.ts';
import { datasetSchema } from './dataset-recipe.ts';
import { taskOf } from './task.ts';
import { describeIssue } from './describe-issue.ts';
import { protocolNameSchema } from './detection-scores.ts';
import { EspalierError } from './errors.ts';
import { hasWeights } from './network-files.ts';
import { networkSchema } from './network-recipe.ts';
import { dividesBatch, finetuneSettings } from './training-settings.ts';

/** How the learning rate moves over a stage: constant, half a cosine to zero, or multiplied by `factor` at shares of the stage. */
const scheduleSchema = z.union(
  [
    z.literal('constant'),
    z.literal('cosine'),
    z.strictObject({
      kind: z.literal('step'),
      at: z.array(z.number().gt(0).lt(1)).min(1),
      factor: z.number().gt(0).lte(1).default(0.1),
    }),
  ],
  'give "constant", "cosine" or a step schedule such as {"kind": "step", "at": [0.5, 0.75], "factor": 0.1}',
);

const share = z.number().gt(0).lt(1);

const batchSize = z.int().min(1).max(4096);
const momentum = z.number().min(0).lt(1);
const weightDecay = z.number().min(0);

/** Left out of a recipe's hash while they are not given, so that recipes from before them keep theirs. */
const trainingExtras = {
  /** SGD with momentum where left out; Adam takes "momentum" as its β₁, with β₂ 0.999. */
  optimizer: z.enum(['sgd', 'adam']).optional(),
  /** Minibatches over which the learning rate rises from 0; none where left out. */
  warmupSteps: z.int().nonnegative().optional(),
  /** Of detectors: half of the training images are put together from four. */
  mosaic: z.boolean().optional(),
  /** The test images are looked at after every so many epochs, and after the last; 1 where left out. */
  evaluateEvery: z.int().positive().optional(),
  /** Parts of equal size in which every batch is done, which takes less memory; 1 where left out. */
  accumulate: z.int().positive().max(4096).optional(),
  /** What is cheap is computed again for the backward pass instead of being kept for it: less memory, a little more time. */
  recompute: z.boolean().optional(),
};

const trainSchema = z.strictObject({
  epochs: z.int().positive(),
  batchSize: batchSize.default(128),
  learningRate: z.number().gt(0).default(0.1),
  momentum: momentum.default(0.9),
  weightDecay: weightDecay.default(5e-4),
  schedule: scheduleSchema.default('cosine'),
  sparsity: z.number().min(0).default(0),
  augment: z.boolean().default(true),
  ...trainingExtras,
});

/** What is optional here is taken from `train`. */
const finetuneSchema = z
  .strictObject({
    epochs: z.int().min(0).optional(),
    /** In place of epochs: so many minibatches. */
    steps: z.int().positive().optional(),
    batchSize: batchSize.optional(),
    learningRate: z.number().gt(0).default(0.02),
    momentum: momentum.optional(),
    weightDecay: weightDecay.optional(),
    schedule: scheduleSchema.default('cosine'),
    sparsity: z.number().min(0).default(0),
    augment: z.boolean().optional(),
    ...trainingExtras,
  })
  .refine(({ epochs, steps }) => (epochs === undefined) !== (steps === undefined), {
    message: 'give exactly one of "epochs" and "steps"',
  });

/**
 * How layers whose outputs are added (shortcuts) come to equal channels. union: what any of them keeps (SlimYOLOv3); intersection:
 * what all keep; first: what the first keeps; skip: they are not pruned. sketch, the paper's section 1.3: the smallest number that
 * one keeps, and where there is a sketch it brings the others down to it. shared-sketch: the same number, and one sketch for all of
 * them together, so that both sides of the sum keep the same basis. Uncompensated, the last two keep what the smallest keeps.
 */
export const shortcutSchema = z.enum(SHORTCUTS);

const pruneSchema = z
  .strictObject({
    criterion: z.enum(['l1', 'l2', 'geometric-median', 'bn-scale', 'random']),
    scope: z.enum(['uniform', 'global']).default('uniform'),
    ratio: z.number().min(0).lt(1).optional(),
    target: z
      .union(
        [z.strictObject({ parameters: share }), z.strictObject({ macs: share })],
        'give the share to keep, as {"parameters": 0.25} or {"macs": 0.25}',
      )
      .optional(),
    layers: z.record(z.string(), z.number().min(0).lt(1)).optional(),
    exclude: z.array(z.string()).default([]),
    minChannels: z.int().positive().default(4),
    /** The share of its channels that every layer keeps at least; SlimYOLOv3's floor is 0.1. */
    minShare: z.number().min(0).lte(1).optional(),
    /** What layers keep whose outputs are added, where their own rankings disagree; `union` where left out. */
    shortcut: shortcutSchema.optional(),
    /** Numbers of channels are multiples of it; latency: those that take less time on the run's machine than any larger one. */
    roundTo: z
      .union([z.int().positive(), z.literal('latency')], 'give a whole number from 1 on, or "latency"')
      .default(1),
    absorbBias: z.boolean().default(false),
  })
  .refine((prune) => [prune.ratio, prune.target, prune.layers].filter((way) => way !== undefined).length === 1, {
    message: 'give exactly one of "ratio", "target" and "layers"',
  });

/** How many training images a refit looks at, and how strongly it holds on to the weights it starts from. */
const refitSettings = {
  images: z.int().min(64).max(100_000).default(512),
  ridge: z.number().gt(0).lte(1000).default(0.01),
};

const sketchSchema = z.strictObject({
  method: z.literal('sketch'),
  alpha: z.number().min(0).lt(1).default(0.2),
  solver: z
    .enum(['frequent-directions', 'fast-frequent-directions', 'liberty-2013', 'svd'])
    .default('frequent-directions'),
  align: z.enum(['none', 'procrustes']).default('procrustes'),
  scale: z.enum(['none', 'kept', 'unit']).default('none'),
  /** The layer behind takes the mixing of channels into its inputs instead of a slice of them. */
  carry: z.boolean().default(false),
  refit: z.strictObject(refitSettings).optional(),
});

/** Kept filters; what the removed ones did is spread over the inputs of the layer behind, out of the weights alone. */
const mergeSchema = z.strictObject({ method: z.literal('merge') });

/** Kept filters; layer after layer is fitted to the inputs it has now, by least squares over training images without labels. */
const refitSchema = z.strictObject({ method: z.literal('refit'), ...refitSettings });

const compensateSchema = z.discriminatedUnion('method', [sketchSchema, mergeSchema, refitSchema]);

/**
 * What a compressed network is compared with, at the same size and with the same budget. uncompensated: the plainly kept filters;
 * random: as many filters a layer, drawn at random; scratch: the same architecture, trained from fresh initial weights.
 */
const controlSchema = z.enum(['uncompensated', 'random', 'scratch']);

export const exportFormatSchema = z.enum(EXPORT_FORMATS);

const LARGEST_SEED = 0xffffffff;

/** The recipe of a run, the JSON file that the wizard writes and the command line runs. Unknown keys are errors. */
export const recipeSchema = z.strictObject({
  name: z.string().min(1).max(200),
  seed: z.int().nonnegative().max(LARGEST_SEED).default(1),
  /** How many seeds the whole recipe is carried out for: seed, seed + 1, … */
  seeds: z.int().positive().max(20).default(1),
  device: z.enum(DEVICE_CHOICES).default('auto'),
  dataset: datasetSchema,
  network: networkSchema,
  train: trainSchema.optional(),
  prune: pruneSchema.optional(),
  recalibrate: z.strictObject({ images: z.int().min(64).default(4000) }).prefault({}),
  compensate: z
    .union(
      [compensateSchema.transform((one) => [one]), z.array(compensateSchema)],
      'give an object such as {"method": "sketch"}, or a list of them',
    )
    .default([]),
  finetune: finetuneSchema.optional(),
  controls: z.array(controlSchema).default(['uncompensated']),
  /** Of detectors: the protocol of the run's mAP, and what of it is to be otherwise. */
  evaluate: z
    .strictObject({
      protocol: protocolNameSchema.default('paper'),
      confidence: z.number().min(0).lt(1).optional(),
      nms: z.number().gt(0).lte(1).optional(),
      maxDetections: z.int().positive().max(10_000).optional(),
    })
    .optional(),
  export: z.array(exportFormatSchema).default(['onnx']),
});

export type Recipe = z.output<typeof recipeSchema>;
export type Schedule = z.output<typeof scheduleSchema>;
export type TrainRecipe = z.output<typeof trainSchema>;
/** Settings of a training stage in full. Its length is a number of epochs or of minibatches. */
export type TrainingSettings = Omit<TrainRecipe, 'epochs'> &
  ({ readonly epochs: number; readonly steps?: undefined } | { readonly steps: number; readonly epochs?: undefined });
export type PruneRecipe = z.output<typeof pruneSchema>;
export type CompensateRecipe = z.output<typeof compensateSchema>;
export type SketchRecipe = z.output<typeof sketchSchema>;
export type Shortcut = z.output<typeof shortcutSchema>;
export type EvaluateRecipe = NonNullable<Recipe['evaluate']>;
export type ExportFormat = z.output<typeof exportFormatSchema>;
export type Control = z.output<typeof controlSchema>;
export type Device = Recipe['device'];

/**
 * Checks a parsed JSON value and fills in defaults.
 * @throws EspalierError `bad-recipe`, one line a problem, each naming its key.
 */
export function parseRecipe(value: unknown): Recipe {
  const parsed = recipeSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => describeIssue(issue, 'the whole'));
    throw new EspalierError('bad-recipe', `the recipe is not valid: ${problems.join('; ')}`, { cause: parsed.error });
  }
  const recipe = parsed.data;
  if (recipe.compensate.length > 0 && recipe.prune === undefined) {
    throw new EspalierError('bad-recipe', 'the recipe is not valid: "compensate" needs "prune"');
  }
  const compensations = recipe.compensate.map((compensation) => JSON.stringify(compensation));
  if (new Set(compensations).size < compensations.length) {
    throw new EspalierError('bad-recipe', 'the recipe is not valid: "compensate" lists the same compensation twice');
  }
  if (!hasWeights(recipe.network) && recipe.train === undefined) {
    throw new EspalierError(
      'bad-recipe',
      `the recipe is not valid: "network" ${recipe.network.kind} starts untrained, so "train" is needed, or a file of "weights"`,
    );
  }
  checkParts(recipe);
  checkTask(recipe);
  checkControls(recipe);
  if (recipe.seed + recipe.seeds - 1 > LARGEST_SEED) {
    throw new EspalierError(
      'bad-recipe',
      `the recipe is not valid: "seeds" ${recipe.seeds} from "seed" ${recipe.seed} on goes beyond the largest seed, ${LARGEST_SEED}`,
    );
  }
  return recipe;
}

function checkParts(recipe: Recipe): void {
  const stages = { train: recipe.train, finetune: finetuneSettings(recipe) };
  for (const [stage, settings] of Object.entries(stages)) {
    if (settings !== undefined && !dividesBatch(settings)) {
      throw new EspalierError(
        'bad-recipe',
        `the recipe is not valid: "${stage}": "batchSize" ${settings.batchSize} can't be done in ${settings.accumulate} equal parts, as "accumulate" says`,
      );
    }
  }
}

function checkTask({ dataset, network, evaluate, export: formats }: Recipe): void {
  const task = taskOf(dataset.kind);
  const fits = network.kind === 'onnx' || (task === 'detection') === (network.kind !== 'vgg16');
  if (!fits) {
    throw new EspalierError(
      'bad-recipe',
      `the recipe is not valid: "network" ${network.kind} is no network for ${task}, for which "dataset" ${dataset.kind} is`,
    );
  }
  if (task === 'detection') {
    if (formats.includes('tfjs')) {
      throw new EspalierError(
        'bad-recipe',
        'the recipe is not valid: "export" tfjs is for classifiers; detectors are written as onnx, safetensors or darknet',
      );
    }
    return;
  }
  if (evaluate !== undefined) {
    throw new EspalierError(
      'bad-recipe',
      `the recipe is not valid: "evaluate" is for detectors; "dataset" ${dataset.kind} is for classification`,
    );
  }
  if (formats.includes('darknet')) {
    throw new EspalierError('bad-recipe', 'the recipe is not valid: "export" darknet is for detectors');
  }
}

function checkControls(recipe: Recipe): void {
  const needy = recipe.controls.find((control) => control !== 'uncompensated');
  if (needy !== undefined && recipe.prune === undefined) {
    throw new EspalierError(
      'bad-recipe',
      `the recipe is not valid: "controls" ${needy} needs "prune", which says how large it is`,
    );
  }
  if (recipe.controls.includes('scratch') && finetuneSettings(recipe) === undefined) {
    throw new EspalierError(
      'bad-recipe',
      'the recipe is not valid: "controls" scratch is trained as "finetune" says, so it needs "finetune" with at least 1 epoch or step',
    );
  }
}

/** The seeds a recipe is carried out for, the first one first. */
export function seedsOf({ seed, seeds }: Recipe): number[] {
  return Array.from({ length: seeds }, (_, index) => seed + index);
}
