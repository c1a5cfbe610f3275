import { z } from 'zod';
import { detectionScoresSchema, protocolSchema } from './detection-scores.ts';
import { exportFormatSchema, recipeSchema } from './recipe.ts';
import type {
  Certificate,
  Environment,
  EpochMetrics,
  ExportedFile,
  Latency,
  LayerLatency,
  Measure,
  PlannedLayer,
  RunResult,
  SeedOutcome,
  VariantResult,
} from './result.ts';

/** A measured number. JSON and SQLite know no "not a number"; both write null for it, which reads back as NaN. */
export const measure = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const count = z.int().nonnegative();

export const certificateSchema = z.object({
  layer: z.string(),
  solver: z.string(),
  align: z.string(),
  scale: z.string().exactOptional(),
  originalFilters: count,
  keptFilters: count,
  filterLength: count,
  relativeError: measure,
  bound: measure,
  keptError: measure,
  optimumError: measure,
  zeroRows: count,
  shrinks: count,
  milliseconds: measure,
  productShare: measure.exactOptional(),
}) satisfies z.ZodType<Certificate>;

export const plannedLayerSchema = z.object({
  layer: z.string(),
  originalChannels: count,
  keep: z.array(count),
  note: z.string().exactOptional(),
  ownKeep: count.exactOptional(),
  sketched: z.enum(['own', 'shared']).exactOptional(),
}) satisfies z.ZodType<PlannedLayer>;

const latencySchema = z.object({
  batchSize: count,
  medianMilliseconds: measure,
  p90Milliseconds: measure,
  runs: count,
}) satisfies z.ZodType<Latency>;

const layerLatencySchema = z.object({
  layer: z.string(),
  macsBefore: count,
  macsAfter: count,
  millisecondsBefore: measure,
  millisecondsAfter: measure,
}) satisfies z.ZodType<LayerLatency>;

const exportedFileSchema = z.object({
  format: exportFormatSchema,
  path: z.string(),
  bytes: count,
  sha256: z.string(),
}) satisfies z.ZodType<ExportedFile>;

const seedOutcomeSchema = z.object({
  seed: count,
  parameters: count,
  macs: count,
  accuracyBefore: measure,
  accuracy: measure,
  loss: measure,
}) satisfies z.ZodType<SeedOutcome>;

const variantResultSchema = z.object({
  name: z.string(),
  parameters: count,
  macs: count,
  fileBytes: count,
  accuracyBefore: measure,
  accuracy: measure,
  loss: measure,
  latency: z.array(latencySchema),
  certificates: z.array(certificateSchema),
  detection: detectionScoresSchema.nullable().default(null),
  files: z.array(exportedFileSchema),
  seeds: z.array(seedOutcomeSchema).min(1),
}) satisfies z.ZodType<VariantResult>;

/** Checks an epoch's metrics read from a file or database. */
export const epochMetricsSchema = z.object({
  stage: z.enum(['train', 'finetune']),
  variant: z.string(),
  seed: count,
  epoch: z.int().positive(),
  epochs: z.int().positive(),
  steps: z.int().positive().optional(),
  learningRate: measure,
  trainLoss: measure,
  trainAccuracy: measure,
  testLoss: measure,
  testAccuracy: measure,
  seconds: measure,
  dataWaitMilliseconds: measure,
}) satisfies z.ZodType<EpochMetrics>;

/** An epoch as a stage's outcome keeps it; the run that finds it says which stage of its own that is. */
export const epochMeasuresSchema = epochMetricsSchema.omit({ stage: true, variant: true, seed: true });

const measureSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accuracy') }),
  z.object({ kind: z.literal('mean-average-precision'), protocol: protocolSchema }),
]) satisfies z.ZodType<Measure>;

const environmentSchema = z.object({
  application: z.string(),
  platform: z.string(),
  processor: z.string(),
  threads: count,
  memoryBytes: count,
  device: z.string(),
  engine: z.string(),
  node: z.string(),
}) satisfies z.ZodType<Environment>;

/** Checks a run's result read from a file or database. One written before recipes had several seeds names none: it is the recipe's. */
export const runResultSchema = z
  .object({
    runId: z.string(),
    name: z.string(),
    recipe: recipeSchema,
    recipeHash: z.string(),
    environment: environmentSchema,
    dataset: z.object({ name: z.string(), hash: z.string(), train: count, test: count, classes: z.array(z.string()) }),
    measure: measureSchema.default({ kind: 'accuracy' }),
    initialNetworkHash: z.string().nullable().default(null),
    plan: z.array(plannedLayerSchema),
    maskedDifference: z.number().nullable(),
    variants: z.array(variantResultSchema.partial({ seeds: true })),
    layerLatency: z.array(layerLatencySchema).default([]),
    epochs: z.array(epochMetricsSchema.partial({ seed: true })),
    notes: z.array(z.string()),
    seconds: measure,
  })
  .transform((result) => {
    const { seed } = result.recipe;
    return {
      ...result,
      variants: result.variants.map((variant) => ({ ...variant, seeds: variant.seeds ?? [outcomeOf(variant, seed)] })),
      epochs: result.epochs.map((epoch) => ({ ...epoch, seed: epoch.seed ?? seed })),
    };
  }) satisfies z.ZodType<RunResult>;

function outcomeOf(
  { parameters, macs, accuracyBefore, accuracy, loss }: Omit<SeedOutcome, 'seed'>,
  seed: number,
): SeedOutcome {
  return { seed, parameters, macs, accuracyBefore, accuracy, loss };
}
