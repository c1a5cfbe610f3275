import type { PruneRecipe, Shortcut } from '../../../src-shared/recipe.ts';
import { chooseApproach } from './approach.ts';
import { FRESH_SKETCH } from './compensations.ts';
import type { Draft } from './draft.ts';

/** Plans that were published for detectors, in the order they are offered. */
export const KNOWN_PLANS = ['network-slimming', 'slim-yolov3', 'sketched-shortcuts'] as const;
export type KnownPlan = (typeof KNOWN_PLANS)[number];

type PlanSettings = Pick<PruneRecipe, 'criterion' | 'scope' | 'minShare' | 'shortcut'>;

/**
 * network-slimming: arXiv 1708.06519, one threshold for all BN scales. slim-yolov3: arXiv 1907.11093, every layer keeps a tenth, added layers
 * what any of them keeps. sketched-shortcuts: as that, but added layers come to the smallest number by the sketch, the paper's section 1.3.
 */
const SETTINGS: Readonly<Record<KnownPlan, PlanSettings>> = {
  'network-slimming': { criterion: 'bn-scale', scope: 'global', minShare: undefined, shortcut: 'union' },
  'slim-yolov3': { criterion: 'bn-scale', scope: 'global', minShare: 0.1, shortcut: 'union' },
  'sketched-shortcuts': { criterion: 'bn-scale', scope: 'global', minShare: 0.1, shortcut: 'sketch' },
};

/** Takes a whole plan. How much is removed stays as it is. */
export function takePlan(draft: Draft, plan: KnownPlan): Draft {
  const chosen = chooseApproach(draft, SETTINGS[plan].criterion);
  if (chosen.prune === undefined) return chosen;
  const needsSketch = plan === 'sketched-shortcuts' && !hasSketch(chosen);
  return {
    ...chosen,
    prune: { ...chosen.prune, ...SETTINGS[plan] },
    compensate: needsSketch ? [FRESH_SKETCH, ...chosen.compensate] : chosen.compensate,
  };
}

/** The plan that a pruning is, however much it removes. */
export function planOf({ criterion, scope, minShare, shortcut = 'union' }: PruneRecipe): KnownPlan | undefined {
  return KNOWN_PLANS.find((plan) => {
    const settings = SETTINGS[plan];
    return (
      settings.criterion === criterion &&
      settings.scope === scope &&
      settings.minShare === minShare &&
      settings.shortcut === shortcut
    );
  });
}

/** Whether some network of the result is sketched. */
export function hasSketch({ compensate }: Pick<Draft, 'compensate'>): boolean {
  return compensate.some(({ method }) => method === 'sketch');
}

/** Whether it is a sketch that brings the layers of a shortcut to equal channels. */
export function isSketched(shortcut: Shortcut): boolean {
  return shortcut === 'sketch' || shortcut === 'shared-sketch';
}
