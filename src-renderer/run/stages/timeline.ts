import { plannedStages, type PlannedStage } from '../../../src-shared/planned-stages.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { sameStage, type FollowedRun, type FollowedStage } from '../followed-run.ts';
import { estimateStage } from './stage-estimate.ts';

/** stopped: was under way when the run ended; its checkpoint says where it goes on. */
export type StageState = 'done' | 'reused' | 'running' | 'stopped' | 'failed' | 'to-come';

/** A stage as the timeline shows it. */
export interface TimelineStage extends PlannedStage {
  readonly state: StageState;
  /** What it took; null while it is not over. */
  readonly seconds: number | null;
  /** Part that is done, in [0, 1], of a running stage that says so. */
  readonly share: number | null;
  /** What is left of it; 0 where it is over, null where nothing is known to judge by. */
  readonly secondsLeft: number | null;
}

export interface Timeline {
  readonly stages: readonly TimelineStage[];
  /** What is left of all stages with an estimate. */
  readonly secondsLeft: number;
  /** Some stage to come has no estimate: it will take longer than `secondsLeft`. */
  readonly incomplete: boolean;
  /** Part of the whole run that is done, in [0, 1]; undefined while too little is known. */
  readonly share: number | undefined;
}

/** What a running or unfinished run has behind it and before it. `active`: an engine carries it out now. */
export function buildTimeline(recipe: Recipe, run: FollowedRun, active: boolean): Timeline {
  const estimated = plannedStages(recipe).map((planned) => {
    const record = run.stages.find((one) => sameStage(one, planned));
    const stage = placeStage(planned, record, run, active);
    const whole = estimateStage(planned, recipe, run);
    return { stage, whole };
  });
  const stages = estimated.map(({ stage, whole }) => ({ ...stage, secondsLeft: leftOf(stage, whole) }));
  const known = estimated.flatMap(({ stage, whole }) => (whole === undefined ? [] : [{ stage, whole }]));
  const incomplete = stages.some(({ secondsLeft }) => secondsLeft === null);
  const total = known.reduce((sum, { whole }) => sum + whole, 0);
  const behind = known.reduce((sum, { stage, whole }) => sum + whole * shareOf(stage), 0);
  return {
    stages,
    secondsLeft: stages.reduce((sum, { secondsLeft }) => sum + (secondsLeft ?? 0), 0),
    incomplete,
    share: incomplete || total === 0 ? undefined : behind / total,
  };
}

type PlacedStage = Omit<TimelineStage, 'secondsLeft'>;

function placeStage(
  planned: PlannedStage,
  record: FollowedStage | undefined,
  { progress }: FollowedRun,
  active: boolean,
): PlacedStage {
  if (record === undefined) return { ...planned, state: 'to-come', seconds: null, share: null };
  switch (record.state) {
    case 'done':
      return { ...planned, state: record.reused ? 'reused' : 'done', seconds: record.seconds, share: null };
    case 'failed':
      return { ...planned, state: 'failed', seconds: record.seconds, share: null };
    case 'running': {
      const told = progress !== null && sameStage(progress, planned);
      const share = told && progress.total > 0 ? progress.done / progress.total : null;
      return { ...planned, state: active ? 'running' : 'stopped', seconds: null, share };
    }
  }
}

function shareOf({ state, share }: PlacedStage): number {
  switch (state) {
    case 'done':
    case 'reused':
      return 1;
    case 'running':
    case 'stopped':
      return share ?? 0;
    case 'failed':
    case 'to-come':
      return 0;
  }
}

function leftOf(stage: PlacedStage, whole: number | undefined): number | null {
  if (stage.state === 'done' || stage.state === 'reused') return 0;
  return whole === undefined ? null : whole * (1 - shareOf(stage));
}

/** Stages of one network and seed, one after another. */
export interface StageGroup {
  readonly seed: number;
  readonly variant: string;
  readonly stages: readonly TimelineStage[];
}

/** The stages by network, in their order; `all` is what is measured of all of them in the end. */
export function groupStages(stages: readonly TimelineStage[]): StageGroup[] {
  const groups: StageGroup[] = [];
  for (const stage of stages) {
    const last = groups.at(-1);
    const { seed, variant } = stage;
    if (last?.seed === seed && last.variant === variant) {
      groups[groups.length - 1] = { ...last, stages: [...last.stages, stage] };
    } else groups.push({ seed, variant, stages: [stage] });
  }
  return groups;
}
