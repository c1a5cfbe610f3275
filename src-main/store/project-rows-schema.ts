import { z } from 'zod';
import { parseRecipe } from '../../src-shared/recipe.ts';
import { certificateSchema, plannedLayerSchema, runResultSchema } from '../../src-shared/result-schema.ts';

const text = z.string();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const json = (check: (value: unknown) => unknown): z.ZodType<string> =>
  text.refine((value) => {
    try {
      check(JSON.parse(value));
      return true;
    } catch {
      return false;
    }
  }, 'is not what it should be');

/** What becomes a folder's name. */
const runIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/);
const stageKeySchema = z.string().regex(/^[0-9a-f]{16,64}$/);

export const runSchema = z.strictObject({
  id: runIdSchema,
  name: text,
  recipe: json(parseRecipe),
  recipe_hash: text,
  device: text,
  state: z.enum(['interrupted', 'failed', 'done']),
  started_at: text,
  finished_at: text.nullable(),
  error: text.nullable(),
  /** Paths in it are relative to the home. */
  result: json((value) => runResultSchema.parse(value)).nullable(),
  dataset: text.nullable(),
  network: hash.nullable(),
});

const stageOfRun = { run: runIdSchema, stage: text, variant: text, seed: z.int() };

const stageSchema = z.strictObject({
  ...stageOfRun,
  state: text,
  key: text.nullable(),
  started_at: text,
  finished_at: text.nullable(),
  seconds: z.number().nullable(),
});

const metricsSchema = z.strictObject({
  ...stageOfRun,
  epoch: z.int(),
  epochs: z.int(),
  steps: z.int().nullable().default(null),
  learning_rate: z.number(),
  train_loss: z.number().nullable(),
  train_accuracy: z.number().nullable(),
  test_loss: z.number().nullable(),
  test_accuracy: z.number().nullable(),
  seconds: z.number(),
  data_wait_milliseconds: z.number(),
});

/** Steps of a training that an archive may speak of: what is read into memory must end somewhere. */
const MOST_CHUNKS = 65_536;

/** A row of each table as it travels. */
export const rowSchemas = {
  datasets: z.strictObject({
    hash: text,
    name: text,
    kind: text,
    path: text.nullable(),
    train: z.int(),
    test: z.int(),
    classes: z.int(),
  }),
  networks: z.strictObject({ sha256: hash, name: text, parameters: z.int().nullable(), macs: z.int().nullable() }),
  artifacts: z.strictObject({ sha256: hash, bytes: z.int(), path: text }),
  runs: runSchema,
  stages: stageSchema,
  metrics: metricsSchema,
  run_networks: z.strictObject({
    run: runIdSchema,
    variant: text,
    position: z.int(),
    parameters: z.int(),
    macs: z.int(),
    accuracy: z.number().nullable(),
    sha256: hash.nullable(),
  }),
  run_outcomes: z.strictObject({ run: runIdSchema, key: stageKeySchema }),
  run_artifacts: z.strictObject({ run: runIdSchema, role: text, sha256: hash }),
  step_losses: z.strictObject({
    ...stageOfRun,
    chunk: z.int().max(MOST_CHUNKS),
    total: z.int(),
    /** Bytes in base64. */
    losses: z.base64(),
  }),
  scales: z.strictObject({ ...stageOfRun, epoch: z.int(), counts: json((value) => z.array(z.int()).parse(value)) }),
  plans: z.strictObject({
    run: runIdSchema,
    seed: z.int(),
    layers: json((value) => z.array(plannedLayerSchema).parse(value)),
  }),
  certificates: z.strictObject({
    run: runIdSchema,
    variant: text,
    seed: z.int(),
    layer: text,
    certificate: json((value) => certificateSchema.parse(value)),
  }),
  log_lines: z.strictObject({ run: runIdSchema, at: text, level: text, message: text }),
} as const;

/** The rows of a project as they travel, in the order in which they can be inserted. Archives of earlier versions lack the last tables. */
export const projectRowsSchema = z.strictObject({
  datasets: z.array(rowSchemas.datasets),
  networks: z.array(rowSchemas.networks),
  artifacts: z.array(rowSchemas.artifacts),
  runs: z.array(rowSchemas.runs),
  stages: z.array(rowSchemas.stages),
  metrics: z.array(rowSchemas.metrics),
  run_networks: z.array(rowSchemas.run_networks),
  run_outcomes: z.array(rowSchemas.run_outcomes),
  run_artifacts: z.array(rowSchemas.run_artifacts),
  step_losses: z.array(rowSchemas.step_losses).default([]),
  scales: z.array(rowSchemas.scales).default([]),
  plans: z.array(rowSchemas.plans).default([]),
  certificates: z.array(rowSchemas.certificates).default([]),
  log_lines: z.array(rowSchemas.log_lines).default([]),
});

export type ProjectRows = z.output<typeof projectRowsSchema>;
