import type { PruneRecipe } from '../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../src-shared/result.ts';
import { compareOutputs } from '../evaluation/compare-outputs.ts';
import { measureCost } from '../evaluation/cost.ts';
import type { Graph } from '../graph/graph.ts';
import { absorbBias } from '../pruning/absorb-bias.ts';
import { planPruning } from '../pruning/plan.ts';
import { surveyGroups, type CoupledGroup } from '../pruning/coupled-groups.ts';
import { scoreFilters } from '../pruning/criteria.ts';
import { maskChannels, removeChannels } from '../pruning/surgery.ts';
import { formatInteger, formatMoment } from '../../src-shared/format-number.ts';
import { latencyStepsOfRun, treadsOf, type LatencySteps } from './latency-steps.ts';
import { note, runStage, throwIfStopped, type RunContext } from './run-context.ts';
import { stageKey } from './stage-store.ts';
import type { StagedNetwork } from './training-stage.ts';

export interface PrunedNetwork extends StagedNetwork {
  readonly original: Graph;
  /** The key of the original's computation. */
  readonly start: string;
  readonly groups: readonly CoupledGroup[];
  readonly plan: readonly PlannedLayer[];
  /** Largest absolute difference to the masked original on test images. */
  readonly maskedDifference: number;
}

/** Plans and removes channels, and proves that the smaller network computes what the masked original does. */
export async function pruneStage(
  context: RunContext,
  trained: StagedNetwork,
  recipe: PruneRecipe,
): Promise<PrunedNetwork> {
  const { backend, loader, seed } = context;
  return runStage(context, 'prune', 'pruned', async () => {
    const original = trained.network;
    const { groups, locked } = surveyGroups(original);
    for (const { members, reason } of locked) {
      for (const { name } of members) note(context, 'warning', `layer "${name}" is not pruned: ${reason}`);
    }
    const steps = recipe.roundTo === 'latency' ? await findSteps(context, original) : undefined;
    const treads = steps && treadsOf(steps);
    const plan = planPruning(original, recipe, seed, scoreFilters, treads);
    if (steps !== undefined) noteRounding(context, plan, groups, steps);
    context.emit({ event: 'plan', seed, layers: plan });
    for (const { layer, note: reason } of plan) {
      if (reason !== undefined) note(context, 'warning', `layer "${layer}" ${reason}`);
    }
    const removed = removeChannels(original, groups, plan);
    const maskedDifference = await compareOutputs(removed, maskChannels(original, groups, plan), backend, loader);
    note(
      context,
      'info',
      `${ofSeed(context)}the pruned network equals the masked original: max abs difference of outputs ${maskedDifference.toExponential(1)}`,
    );
    const [before, after] = [original, removed].map((graph) => formatInteger(measureCost(graph).parameters));
    note(context, 'info', `${ofSeed(context)}parameters ${before} → ${after}`);
    const network = recipe.absorbBias ? cutChannels(original, groups, plan, recipe) : removed;
    const rounding = treads === undefined ? {} : { treads: [...treads] };
    const key = stageKey({ kind: 'prune', start: trained.key, recipe, seed, ...rounding });
    return { value: { network, key, original, start: trained.key, groups, plan, maskedDifference }, reused: false };
  });
}

/** @throws EspalierError `interrupted` where the run has been stopped. */
async function findSteps(context: RunContext, original: Graph): Promise<LatencySteps> {
  const { runId, backend, stages, signal, seed, emit } = context;
  return latencyStepsOfRun(runId, { network: original, backend, batchSize: 1 }, stages, (done, total) => {
    throwIfStopped(signal);
    emit({ event: 'progress', stage: 'prune', variant: 'pruned', seed, done, total });
  });
}

/** Says which layers keep as many channels as a step of the latency allows, and of which the machine was too busy to tell the steps. */
function noteRounding(
  context: RunContext,
  plan: readonly PlannedLayer[],
  groups: readonly CoupledGroup[],
  steps: LatencySteps,
): void {
  const treads = treadsOf(steps);
  const byLayer = new Map(
    groups.flatMap(({ name, members }) => members.map((member) => [member.name, treads.get(name)])),
  );
  const rounded = plan.filter(({ layer, keep }) => byLayer.get(layer)?.includes(keep.length));
  note(
    context,
    'info',
    `${ofSeed(context)}${rounded.length} of ${plan.length} layers have a number of channels that a step of this machine's latency ends at, as measured ${formatMoment(steps.measuredAt)}`,
  );
  const unclear = plan.filter(({ layer }) => byLayer.get(layer)?.length === 0).map(({ layer }) => layer);
  if (unclear.length === 0) return;
  note(
    context,
    'warning',
    `the machine was too busy to tell the steps of latency of ${unclear.join(', ')}: their numbers of channels are not rounded`,
  );
}

/** Removes the channels that a plan does not keep, their biases carried on where the recipe says so. */
export function cutChannels(
  original: Graph,
  groups: readonly CoupledGroup[],
  plan: readonly PlannedLayer[],
  { absorbBias: carried }: PruneRecipe,
): Graph {
  return removeChannels(carried ? absorbBias(original, groups, plan) : original, groups, plan);
}

/** Begins a note that several seeds would otherwise make of each other's numbers. */
function ofSeed({ recipe, seed }: RunContext): string {
  return recipe.seeds === 1 ? '' : `seed ${seed}: `;
}
