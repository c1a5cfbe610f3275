import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { certificateSchema, plannedLayerSchema } from '../../src-shared/result-schema.ts';
import type { Certificate, PlannedLayer } from '../../src-shared/result.ts';
import type { LogLine } from '../../src-shared/routes/run-routes.ts';
import type { ScaleSnapshot } from '../../src-shared/scale-histogram.ts';

/** A certificate with the network it belongs to. */
export interface CertificateRecord {
  readonly variant: string;
  readonly seed: number;
  readonly certificate: Certificate;
}

/** What a run says once in a while; it may say a thing again when it goes on. */
export interface RunFacts {
  recordScales(runId: string, snapshot: ScaleSnapshot): void;
  recordPlan(runId: string, seed: number, layers: readonly PlannedLayer[]): void;
  recordCertificate(runId: string, record: CertificateRecord): void;
  /** Adds a line to a run's log; one that may come `once` is left out where the log has it. */
  log(runId: string, line: LogLine, often: 'once' | 'always'): void;
  /** In the order they were first recorded. */
  listScales(runId: string): ScaleSnapshot[];
  /** Of the first seed that has one; empty where none has. */
  firstPlan(runId: string): PlannedLayer[];
  /** In the order they were first recorded. */
  listCertificates(runId: string): CertificateRecord[];
  listLog(runId: string): LogLine[];
}

const json = z.string().transform((text): unknown => JSON.parse(text));
const scalesSchema = z.object({
  stage: z.enum(['train', 'finetune']),
  variant: z.string(),
  seed: z.int(),
  epoch: z.int(),
  counts: json.pipe(z.array(z.int())),
}) satisfies z.ZodType<ScaleSnapshot>;
const planSchema = json.pipe(z.array(plannedLayerSchema));
const certificateRowSchema = z.object({
  variant: z.string(),
  seed: z.int(),
  certificate: json.pipe(certificateSchema),
}) satisfies z.ZodType<CertificateRecord>;
const logLineSchema = z.object({
  at: z.string(),
  level: z.enum(['info', 'warning', 'error']),
  message: z.string(),
}) satisfies z.ZodType<LogLine>;

/** The `scales`, `plans`, `certificates` and `log_lines` tables. */
export function openRunFacts(database: Database): RunFacts {
  const insertScales = database.prepare(`
    INSERT INTO scales (run, stage, variant, seed, epoch, counts) VALUES (@runId, @stage, @variant, @seed, @epoch, @counts)
    ON CONFLICT (run, stage, variant, seed, epoch) DO UPDATE SET counts = excluded.counts`);
  const insertPlan = database.prepare(`
    INSERT INTO plans (run, seed, layers) VALUES (?, ?, ?) ON CONFLICT (run, seed) DO UPDATE SET layers = excluded.layers`);
  const insertCertificate = database.prepare(`
    INSERT INTO certificates (run, variant, seed, layer, certificate)
    VALUES (@runId, @variant, @seed, @layer, @certificate)
    ON CONFLICT (run, variant, seed, layer) DO UPDATE SET certificate = excluded.certificate`);
  const insertLine = database.prepare(`
    INSERT INTO log_lines (run, at, level, message) SELECT @runId, @at, @level, @message
    WHERE @often = 'always'
      OR NOT EXISTS (SELECT 1 FROM log_lines WHERE run = @runId AND level = @level AND message = @message)`);
  const scalesOf = database.prepare(
    'SELECT stage, variant, seed, epoch, counts FROM scales WHERE run = ? ORDER BY rowid',
  );
  const planOf = database.prepare('SELECT layers FROM plans WHERE run = ? ORDER BY rowid LIMIT 1').pluck();
  const certificatesOf = database.prepare(
    'SELECT variant, seed, certificate FROM certificates WHERE run = ? ORDER BY rowid',
  );
  const logOf = database.prepare('SELECT at, level, message FROM log_lines WHERE run = ? ORDER BY rowid');

  return {
    recordScales(runId, { stage, variant, seed, epoch, counts }) {
      insertScales.run({ runId, stage, variant, seed, epoch, counts: JSON.stringify(counts) });
    },
    recordPlan: (runId, seed, layers) => void insertPlan.run(runId, seed, JSON.stringify(layers)),
    recordCertificate(runId, { variant, seed, certificate }) {
      const row = { runId, variant, seed, layer: certificate.layer, certificate: JSON.stringify(certificate) };
      insertCertificate.run(row);
    },
    log: (runId, line, often) => void insertLine.run({ runId, ...line, often }),
    listScales: (runId) => scalesOf.all(runId).map((row) => scalesSchema.parse(row)),
    firstPlan: (runId) => planSchema.optional().parse(planOf.get(runId)) ?? [],
    listCertificates: (runId) => certificatesOf.all(runId).map((row) => certificateRowSchema.parse(row)),
    listLog: (runId) => logOf.all(runId).map((row) => logLineSchema.parse(row)),
  };
}
