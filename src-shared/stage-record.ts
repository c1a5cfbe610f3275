import type { StageName } from './event.ts';

/** A stage of a run as it was recorded. */
export interface StageRecord {
  readonly stage: StageName;
  readonly variant: string;
  readonly seed: number;
  readonly state: 'running' | 'done' | 'failed';
  /** Hash of all that the stage's outcome depends on; a stage with the same key needs no second run. */
  readonly key: string | null;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly seconds: number | null;
}
