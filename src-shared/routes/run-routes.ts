import { z } from 'zod';
import type { ComparisonRow } from '../comparison.ts';
import type { DetectionComparison } from '../detection-comparison.ts';
import type { RunEvent } from '../event.ts';
import type { LossCurve } from '../loss-curve.ts';
import type { PredictionComparison } from '../prediction-comparison.ts';
import { projectNameSchema } from '../project.ts';
import type { Recipe } from '../recipe.ts';
import type { Certificate, EpochMetrics, PlannedLayer, RunResult } from '../result.ts';
import type { RunOverview } from '../run-overview.ts';
import type { ScaleSnapshot } from '../scale-histogram.ts';
import type { StageRecord } from '../stage-record.ts';
import { runId, variant } from './input.ts';

const runIds = z.array(runId).min(1).max(50);

export const runRoutes = {
  'runs.list': z.strictObject({ project: projectNameSchema.optional() }),
  'runs.show': z.strictObject({ id: runId }),
  /** The losses of all steps, in at most so many points a curve; of a part of the steps where `from` and `to` say so. */
  'runs.curves': z.strictObject({
    id: runId,
    points: z.int().min(10).max(5000),
    from: z.int().nonnegative().optional(),
    to: z.int().positive().optional(),
  }),
  'runs.compare': z.strictObject({ ids: runIds }),
  /** What a network of the run predicts beside the base; computed now, of the first seed's networks. */
  'runs.predictions': z.strictObject({ id: runId, variant, examples: z.int().min(0).max(200).default(60) }),
  /** The same for a detector: boxes on images, the most damaged first. `confidence` counts the damage; the protocol's, but at least 0.25, where left out. */
  'runs.detections': z.strictObject({
    id: runId,
    variant,
    examples: z.int().min(0).max(200).default(40),
    confidence: z.number().min(0.05).max(0.95).optional(),
  }),
  'runs.report': z.strictObject({ ids: runIds }),
  'runs.move': z.strictObject({ id: runId, project: projectNameSchema }),
  /** What deleting it would lose. */
  'runs.stakes': z.strictObject({ id: runId }),
  'runs.delete': z.strictObject({ id: runId }),
} as const;

export interface RunRouteOutputs {
  readonly 'runs.list': RunList;
  readonly 'runs.show': RunDetails;
  readonly 'runs.curves': readonly LossCurve[];
  readonly 'runs.compare': RunComparison;
  readonly 'runs.predictions': PredictionComparison;
  readonly 'runs.detections': DetectionComparison;
  /** The report of finished runs: one self-contained HTML document without scripts. */
  readonly 'runs.report': string;
  readonly 'runs.move': null;
  readonly 'runs.stakes': RunStakes;
  readonly 'runs.delete': null;
}

export interface RunList {
  /** The folder that holds the runs. */
  readonly home: string;
  /** What the user has to know of that folder, such as that a damaged database was replaced by its backup. */
  readonly notices: readonly string[];
  /** Newest first. */
  readonly runs: readonly RunOverview[];
}

/** A line of a run's log. */
export interface LogLine {
  /** ISO 8601. */
  readonly at: string;
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** All that is known of a run, finished or not. */
export interface RunDetails {
  readonly overview: RunOverview;
  readonly finishedAt: string | null;
  readonly recipe: Recipe;
  readonly recipeHash: string;
  /** In the order they started. */
  readonly stages: readonly StageRecord[];
  readonly epochs: readonly EpochMetrics[];
  readonly scales: readonly ScaleSnapshot[];
  /** Of the first seed that has one. */
  readonly plan: readonly PlannedLayer[];
  readonly certificates: readonly {
    readonly variant: string;
    readonly seed: number;
    readonly certificate: Certificate;
  }[];
  readonly log: readonly LogLine[];
  /** The newest progress of the running stage. */
  readonly progress: Extract<RunEvent, { event: 'progress' }> | null;
  readonly result: RunResult | null;
}

/** Finished runs side by side. */
export interface RunComparison {
  readonly results: readonly RunResult[];
  /** Every network of every run. */
  readonly rows: readonly ComparisonRow[];
  /** What the numbers say, in plain sentences, with what seeds alone can do. */
  readonly readings: readonly string[];
}

export interface RunStakes {
  readonly name: string;
  /** Files of the run itself; outcomes that others share are not counted. */
  readonly bytes: number;
  readonly networks: number;
  readonly epochs: number;
}
