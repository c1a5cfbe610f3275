import type { RunEvent } from '../../src-shared/event.ts';
import type { EpochMetrics } from '../../src-shared/result.ts';
import type { LogLine, RunDetails } from '../../src-shared/routes/run-routes.ts';
import type { ScaleSnapshot } from '../../src-shared/scale-histogram.ts';
import type { StageRecord } from '../../src-shared/stage-record.ts';
import { addLosses, type LiveCurve } from './curves/live-curve.ts';

/** A stage as it was recorded, or as it goes on now. */
export interface FollowedStage extends StageRecord {
  /** Its outcome was there already. */
  readonly reused: boolean;
}

export type Progress = Extract<RunEvent, { readonly event: 'progress' }>;

/** What is known of a run, kept up by what its engine says. Parts that an event does not change stay the same objects. */
export interface FollowedRun {
  readonly stages: readonly FollowedStage[];
  readonly epochs: readonly EpochMetrics[];
  readonly scales: readonly ScaleSnapshot[];
  readonly log: readonly LogLine[];
  /** Of the running stage; null between stages. */
  readonly progress: Progress | null;
  /** Losses heard since the page began to listen. */
  readonly curves: readonly LiveCurve[];
}

/** The run as the host has it, with what only listening told: live losses, and which outcomes were there already. */
export function followFrom({ stages, epochs, scales, log, progress }: RunDetails, before?: FollowedRun): FollowedRun {
  const reused = before?.stages.filter((stage) => stage.reused) ?? [];
  return {
    stages: stages.map((stage) => ({
      ...stage,
      reused: stage.state === 'done' && reused.some((one) => sameStage(one, stage)),
    })),
    epochs,
    scales,
    log,
    progress,
    curves: before?.curves ?? [],
  };
}

/** The run after an event that came at a moment (ISO 8601). */
export function followEvent(run: FollowedRun, event: RunEvent, at: string): FollowedRun {
  switch (event.event) {
    case 'stage-start': {
      const { stage, variant, seed } = event;
      const begun = { stage, variant, seed, state: 'running', key: null, startedAt: at } as const;
      return {
        ...run,
        progress: null,
        stages: put(run.stages, { ...begun, finishedAt: null, seconds: null, reused: false }, sameStage),
      };
    }
    case 'stage-end': {
      const { stage, variant, seed, seconds, reused } = event;
      const startedAt = run.stages.find((one) => sameStage(one, event))?.startedAt ?? at;
      const ended = { stage, variant, seed, state: 'done', key: null, startedAt, finishedAt: at, seconds } as const;
      return { ...run, progress: null, stages: put(run.stages, { ...ended, reused }, sameStage) };
    }
    case 'progress':
      return { ...run, progress: event, curves: addLosses(run.curves, event) };
    case 'epoch':
      return { ...run, epochs: put(run.epochs, event, sameEpoch) };
    case 'scales':
      return { ...run, scales: put(run.scales, event, sameEpoch) };
    case 'note':
      return { ...run, log: [...run.log, { at, level: event.level, message: event.message }] };
    case 'error':
      return { ...run, log: [...run.log, { at, level: 'error', message: event.message }] };
    case 'run':
    case 'outcome':
    case 'plan':
    case 'certificate':
    case 'artifact':
    case 'result':
      return run;
  }
}

type StageIdentity = Pick<StageRecord, 'stage' | 'variant' | 'seed'>;

export function sameStage(one: StageIdentity, other: StageIdentity): boolean {
  return one.stage === other.stage && one.variant === other.variant && one.seed === other.seed;
}

function sameEpoch(one: StageIdentity & { epoch: number }, other: StageIdentity & { epoch: number }): boolean {
  return sameStage(one, other) && one.epoch === other.epoch;
}

/** Adds an item, or puts it in the place of the one that is the same: a run that goes on says again what it did before. */
function put<Item>(items: readonly Item[], item: Item, same: (one: Item, other: Item) => boolean): Item[] {
  const index = items.findIndex((one) => same(one, item));
  return index === -1 ? [...items, item] : items.with(index, item);
}
