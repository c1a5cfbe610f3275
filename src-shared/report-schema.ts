import { z } from 'zod';
import { runResultSchema } from './result-schema.ts';
import type { RunResult } from './result.ts';

/** How a report in JSON begins, so that a program knows one when it sees it. */
export const REPORT_FORMAT = 'espalier-report';
export const REPORT_VERSION = 1;

/** A report in JSON: each run with its recipe, environment, data set's hash, plan, networks by seed, epochs, notes and files' hashes. */
export interface Report {
  readonly format: typeof REPORT_FORMAT;
  /** Changes where a reader of the last version would misread this one, not where something is added. */
  readonly version: typeof REPORT_VERSION;
  readonly runs: readonly RunResult[];
}

/** Checks a report in JSON. Numbers that are not there are null in it and NaN when read back. */
export const reportSchema = z.object({
  format: z.literal(REPORT_FORMAT),
  version: z.literal(REPORT_VERSION),
  runs: z.array(runResultSchema).min(1),
}) satisfies z.ZodType<Report>;

/** What it takes to run a report again; asks for no more than that, so that later versions' reports can be run too. */
export const rerunnableReportSchema = z.object({
  format: z.literal(REPORT_FORMAT),
  runs: z
    .array(
      z.object({
        runId: z.string(),
        recipeHash: z.string(),
        recipe: z.unknown(),
        dataset: z.object({ hash: z.string() }),
      }),
    )
    .min(1),
});
