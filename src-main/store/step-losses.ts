import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { RunEvent } from '../../src-shared/event.ts';

/** The losses of a training stage by step, as far as they are recorded. */
export interface StepLosses {
  readonly stage: 'train' | 'finetune';
  readonly variant: string;
  readonly seed: number;
  /** Steps of the whole stage. */
  readonly total: number;
  /** That of step s at s − 1; not a number where a crash has swallowed it. Ends with the newest step. */
  readonly losses: Float32Array;
}

type Progress = Extract<RunEvent, { event: 'progress' }>;

export interface StepLossRecords {
  /** Records the losses that a progress brings. A stage that went on from a checkpoint has no later ones than those: what was recorded of them goes. */
  recordLosses(runId: string, progress: Progress): void;
  /** Of every training stage of a run, in the order they began. */
  listLosses(runId: string): StepLosses[];
}

/** Losses in one row: few rows for many steps, little to rewrite for a few. */
const CHUNK_STEPS = 1024;

const stageSchema = z.enum(['train', 'finetune']);
const blobSchema = z.instanceof(Buffer);
const stageRowSchema = z.object({
  stage: stageSchema,
  variant: z.string(),
  seed: z.int(),
  total: z.int(),
});
const chunkRowSchema = z.object({ chunk: z.int(), losses: blobSchema });

/** The `step_losses` table. */
export function openStepLossRecords(database: Database): StepLossRecords {
  const key = 'run = @runId AND stage = @stage AND variant = @variant AND seed = @seed';
  const read = database.prepare(`SELECT losses FROM step_losses WHERE ${key} AND chunk = @chunk`).pluck();
  const write = database.prepare(`
    INSERT INTO step_losses (run, stage, variant, seed, chunk, total, losses)
    VALUES (@runId, @stage, @variant, @seed, @chunk, @total, @losses)
    ON CONFLICT (run, stage, variant, seed, chunk) DO UPDATE SET total = excluded.total, losses = excluded.losses`);
  const cutOff = database.prepare(`DELETE FROM step_losses WHERE ${key} AND chunk > @chunk`);
  const stagesOf = database.prepare(`
    SELECT stage, variant, seed, max(total) AS total FROM step_losses WHERE run = ?
    GROUP BY stage, variant, seed ORDER BY min(rowid)`);
  const chunksOf = database.prepare(`SELECT chunk, losses FROM step_losses WHERE ${key} ORDER BY chunk`);

  const record = database.transaction((runId: string, { stage, variant, seed, done, total, losses = [] }: Progress) => {
    const stageOfRun = { runId, stage: stageSchema.parse(stage), variant, seed };
    let step = done - losses.length;
    while (step < done) {
      const chunk = Math.floor(step / CHUNK_STEPS);
      const start = chunk * CHUNK_STEPS;
      const end = Math.min(done, start + CHUNK_STEPS);
      const values = new Float32Array(end - start).fill(Number.NaN);
      const known = blobSchema.optional().parse(read.get({ ...stageOfRun, chunk }));
      if (known !== undefined) values.set(floatsOf(known).subarray(0, values.length));
      values.set(losses.slice(step - done + losses.length, end - done + losses.length), step - start);
      write.run({ ...stageOfRun, chunk, total, losses: Buffer.from(values.buffer) });
      step = end;
    }
    cutOff.run({ ...stageOfRun, chunk: Math.floor((done - 1) / CHUNK_STEPS) });
  });

  return {
    recordLosses(runId, progress) {
      if (progress.losses !== undefined && progress.losses.length > 0) record.immediate(runId, progress);
    },
    listLosses: (runId) =>
      stagesOf.all(runId).map((row) => {
        const stage = stageRowSchema.parse(row);
        const { stage: name, variant, seed } = stage;
        const chunks = chunksOf.all({ runId, stage: name, variant, seed }).map((chunk) => chunkRowSchema.parse(chunk));
        return { ...stage, losses: joinChunks(chunks) };
      }),
  };
}

function joinChunks(chunks: readonly z.output<typeof chunkRowSchema>[]): Float32Array {
  const last = chunks.at(-1);
  const steps = last === undefined ? 0 : last.chunk * CHUNK_STEPS + last.losses.length / 4;
  const losses = new Float32Array(steps).fill(Number.NaN);
  for (const { chunk, losses: bytes } of chunks) losses.set(floatsOf(bytes), chunk * CHUNK_STEPS);
  return losses;
}

/** A copy, for a buffer may begin where no float can. */
function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
