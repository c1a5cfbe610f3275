import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { epochMetricsSchema } from '../../src-shared/result-schema.ts';
import type { EpochMetrics } from '../../src-shared/result.ts';
import type { StageRecord } from '../../src-shared/stage-record.ts';

export interface StageRecords {
  /** Inserts the stage, or replaces what was recorded of it. */
  recordStage(runId: string, stage: StageRecord): void;
  /** Inserts the epoch, or replaces what an interrupted run recorded of it. */
  recordEpoch(runId: string, metrics: EpochMetrics): void;
  /** In the order they started. */
  listStages(runId: string): StageRecord[];
  /** In the order they were first recorded. */
  listEpochs(runId: string): EpochMetrics[];
}

const stageSchema = z.object({
  stage: z.enum(['train', 'prune', 'compensate', 'recalibrate', 'finetune', 'evaluate', 'export']),
  variant: z.string(),
  seed: z.int(),
  state: z.enum(['running', 'done', 'failed']),
  key: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  seconds: z.number().nullable(),
}) satisfies z.ZodType<StageRecord>;

/** The `stages` and `metrics` tables. */
export function openStageRecords(database: Database): StageRecords {
  const upsertStage = database.prepare(`
    INSERT INTO stages (run, stage, variant, seed, state, key, started_at, finished_at, seconds)
    VALUES (@runId, @stage, @variant, @seed, @state, @key, @startedAt, @finishedAt, @seconds)
    ON CONFLICT (run, stage, variant, seed) DO UPDATE SET
      state = excluded.state, key = excluded.key,
      started_at = excluded.started_at, finished_at = excluded.finished_at, seconds = excluded.seconds`);
  const upsertEpoch = database.prepare(`
    INSERT INTO metrics (run, stage, variant, seed, epoch, epochs, steps, learning_rate, train_loss, train_accuracy,
      test_loss, test_accuracy, seconds, data_wait_milliseconds)
    VALUES (@runId, @stage, @variant, @seed, @epoch, @epochs, @steps, @learningRate, @trainLoss, @trainAccuracy,
      @testLoss, @testAccuracy, @seconds, @dataWaitMilliseconds)
    ON CONFLICT (run, stage, variant, seed, epoch) DO UPDATE SET
      epochs = excluded.epochs, steps = excluded.steps, learning_rate = excluded.learning_rate,
      train_loss = excluded.train_loss, train_accuracy = excluded.train_accuracy,
      test_loss = excluded.test_loss, test_accuracy = excluded.test_accuracy,
      seconds = excluded.seconds, data_wait_milliseconds = excluded.data_wait_milliseconds`);
  const stagesOf = database.prepare(`
    SELECT stage, variant, seed, state, key, started_at AS startedAt, finished_at AS finishedAt, seconds
    FROM stages WHERE run = ? ORDER BY started_at, rowid`);
  const epochsOf = database.prepare(`
    SELECT stage, variant, seed, epoch, epochs, steps, learning_rate AS learningRate, train_loss AS trainLoss,
      train_accuracy AS trainAccuracy, test_loss AS testLoss, test_accuracy AS testAccuracy,
      seconds, data_wait_milliseconds AS dataWaitMilliseconds
    FROM metrics WHERE run = ? ORDER BY rowid`);

  return {
    recordStage(runId, stage) {
      upsertStage.run({ runId, ...stage });
    },
    recordEpoch(runId, metrics) {
      upsertEpoch.run({ runId, ...metrics, steps: metrics.steps ?? null });
    },
    listStages: (runId) => stagesOf.all(runId).map((row) => stageSchema.parse(row)),
    listEpochs: (runId) => epochsOf.all(runId).map(readEpoch),
  };
}

const epochRowSchema = epochMetricsSchema.extend({ steps: z.int().positive().nullable() });

function readEpoch(row: unknown): EpochMetrics {
  const { steps, ...metrics } = epochRowSchema.parse(row);
  return steps === null ? metrics : { ...metrics, steps };
}
