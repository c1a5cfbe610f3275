import type { NetworkCost, PlanPreview, PreviewedLayer } from '../../../src-shared/plan-preview.ts';
import type { PlannedLayer } from '../../../src-shared/result.ts';
import { variantName } from '../../../src-shared/variant-name.ts';
import { treadsOf } from '../../engine/latency-steps.ts';
import { measureCost, type Cost } from '../../evaluation/cost.ts';
import { surveyGroups, type GroupMember } from '../../pruning/coupled-groups.ts';
import { keepAll } from '../../pruning/keep.ts';
import { planPruning, planSmallest } from '../../pruning/plan.ts';
import { measurePlannedCost } from '../../pruning/planned-cost.ts';
import type { Bench } from '../bench.ts';
import { findBasis } from './find-basis.ts';
import { describeSteps, findSteps } from './latency-steps.ts';
import { previewCompensations } from './preview-compensations.ts';
import type { TaskInput } from '../tasks.ts';

/**
 * What a recipe's pruning and compensation would do, by the weights there are before this run.
 * @throws EspalierError `bad-dataset`, `bad-network` or `bad-recipe`.
 */
export async function previewPlan(
  bench: Bench,
  { recipe, certificates, home }: TaskInput<'preview-plan'>,
  signal: AbortSignal,
): Promise<PlanPreview> {
  const started = performance.now();
  const { basis, network } = await findBasis(bench, recipe, home);
  const { groups, locked } = surveyGroups(network);
  const members = new Map(groups.flatMap((group) => group.members.map((member) => [member.name, member])));
  const { prune, compensate, seed } = recipe;
  const whole = network.nodes.flatMap(({ name }) => members.get(name) ?? []).map((member) => keepAll(member));
  const steps = await findSteps(network, recipe, home);
  const plan = prune === undefined ? whole : planPruning(network, prune, seed, bench.score, steps && treadsOf(steps));
  const before = measureCost(network);
  const after = measurePlannedCost(network, groups, plan);
  const least = prune === undefined ? whole : planSmallest(network, prune, seed, bench.score);
  const smallest = measurePlannedCost(network, groups, least);
  return {
    basis,
    steps: steps !== undefined ? describeSteps(steps) : prune?.roundTo === 'latency' ? 'unmeasured' : null,
    base: totalOf(before),
    pruned: totalOf(after),
    smallest: totalOf(smallest),
    layers: plan.map((planned) => previewLayer(planned, members.get(planned.layer), before, after)),
    unprunable: locked.flatMap((group) =>
      group.members.map(({ name, channels }) => ({ layer: name, channels, reason: group.reason })),
    ),
    compensations: certificates
      ? await previewCompensations(bench, { network, groups, plan }, compensate, signal)
      : compensate.map((_, index) => ({ index, variant: variantName(compensate, index), certificates: [] })),
    milliseconds: performance.now() - started,
  };
}

function previewLayer(
  { layer: name, originalChannels, keep, ownKeep, note }: PlannedLayer,
  member: GroupMember | undefined,
  before: Cost,
  after: Cost,
): PreviewedLayer {
  const nodes = [name, member?.batchNorm?.name];
  const costIn = ({ layers }: Cost): NetworkCost => {
    const own = layers.filter((layer) => nodes.includes(layer.name));
    return {
      parameters: own.reduce((sum, { parameters }) => sum + parameters, 0),
      macs: own.reduce((sum, { macs }) => sum + macs, 0),
    };
  };
  const [costBefore, costAfter] = [costIn(before), costIn(after)];
  return {
    layer: name,
    channels: originalChannels,
    keep,
    parametersBefore: costBefore.parameters,
    parametersAfter: costAfter.parameters,
    macsBefore: costBefore.macs,
    macsAfter: costAfter.macs,
    ownKeep: ownKeep ?? null,
    note: note ?? null,
  };
}

function totalOf({ parameters, macs }: Cost): NetworkCost {
  return { parameters, macs };
}
