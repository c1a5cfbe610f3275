import { z } from 'zod';
import { recipeSchema } from './recipe.ts';
import type {
  Certificate,
  Environment,
  EpochMetrics,
  ExportedFile,
  Latency,
  PlannedLayer,
  RunResult,
  VariantResult,
} from './result.ts';

/** A measured number. JSON and SQLite know no "not a number"; both write null for it, which reads back as NaN. */
const measure = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const count = z.int().nonnegative();

export const certificateSchema = z.object({
  layer: z.string(),
  solver: z.string(),
  align: z.string(),
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
}) satisfies z.ZodType<Certificate>;

const plannedLayerSchema = z.object({
  layer: z.string(),
  originalChannels: count,
  keep: z.array(count),
  note: z.string().exactOptional(),
}) satisfies z.ZodType<PlannedLayer>;

const latencySchema = z.object({
  batchSize: count,
  medianMilliseconds: measure,
  p90Milliseconds: measure,
  runs: count,
}) satisfies z.ZodType<Latency>;

const exportedFileSchema = z.object({
  format: z.enum(['onnx', 'safetensors', 'tfjs']),
  path: z.string(),
  bytes: count,
  sha256: z.string(),
}) satisfies z.ZodType<ExportedFile>;

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
  files: z.array(exportedFileSchema),
}) satisfies z.ZodType<VariantResult>;

/** Checks an epoch's metrics read from a file or database. */
export const epochMetricsSchema = z.object({
  stage: z.enum(['train', 'finetune']),
  variant: z.string(),
  epoch: z.int().positive(),
  epochs: z.int().positive(),
  learningRate: measure,
  trainLoss: measure,
  trainAccuracy: measure,
  testLoss: measure,
  testAccuracy: measure,
  seconds: measure,
  dataWaitMilliseconds: measure,
}) satisfies z.ZodType<EpochMetrics>;

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

/** Checks a run's result read from a file or database. */
export const runResultSchema = z.object({
  runId: z.string(),
  name: z.string(),
  recipe: recipeSchema,
  recipeHash: z.string(),
  environment: environmentSchema,
  dataset: z.object({ name: z.string(), hash: z.string(), train: count, test: count, classes: z.array(z.string()) }),
  plan: z.array(plannedLayerSchema),
  maskedDifference: z.number().nullable(),
  variants: z.array(variantResultSchema),
  epochs: z.array(epochMetricsSchema),
  notes: z.array(z.string()),
  seconds: measure,
}) satisfies z.ZodType<RunResult>;
