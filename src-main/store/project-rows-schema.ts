import { z } from 'zod';
import { parseRecipe } from '../../src-shared/recipe.ts';
import { runResultSchema } from '../../src-shared/result-schema.ts';

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

const stageSchema = z.strictObject({
  run: runIdSchema,
  stage: text,
  variant: text,
  seed: z.int(),
  state: text,
  key: text.nullable(),
  started_at: text,
  finished_at: text.nullable(),
  seconds: z.number().nullable(),
});

const metricsSchema = z.strictObject({
  run: runIdSchema,
  stage: text,
  variant: text,
  seed: z.int(),
  epoch: z.int(),
  epochs: z.int(),
  learning_rate: z.number(),
  train_loss: z.number().nullable(),
  train_accuracy: z.number(),
  test_loss: z.number().nullable(),
  test_accuracy: z.number(),
  seconds: z.number(),
  data_wait_milliseconds: z.number(),
});

/** The rows of a project as they travel, in the order in which they can be inserted. */
export const projectRowsSchema = z.strictObject({
  datasets: z.array(
    z.strictObject({
      hash: text,
      name: text,
      kind: text,
      path: text.nullable(),
      train: z.int(),
      test: z.int(),
      classes: z.int(),
    }),
  ),
  networks: z.array(
    z.strictObject({ sha256: hash, name: text, parameters: z.int().nullable(), macs: z.int().nullable() }),
  ),
  artifacts: z.array(z.strictObject({ sha256: hash, bytes: z.int(), path: text })),
  runs: z.array(runSchema),
  stages: z.array(stageSchema),
  metrics: z.array(metricsSchema),
  run_networks: z.array(
    z.strictObject({
      run: runIdSchema,
      variant: text,
      position: z.int(),
      parameters: z.int(),
      macs: z.int(),
      accuracy: z.number().nullable(),
      sha256: hash.nullable(),
    }),
  ),
  run_outcomes: z.array(z.strictObject({ run: runIdSchema, key: stageKeySchema })),
  run_artifacts: z.array(z.strictObject({ run: runIdSchema, role: text, sha256: hash })),
});

export type ProjectRows = z.output<typeof projectRowsSchema>;
