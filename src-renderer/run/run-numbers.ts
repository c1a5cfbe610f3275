import type { RunOverview } from '../../src-shared/run-overview.ts';

/** The part of the base's parameters that the best smaller network has; undefined where one of them is missing. */
export function parameterShare({ base, best }: RunOverview): number | undefined {
  return base === null || best === null || base.parameters === 0 ? undefined : best.parameters / base.parameters;
}

/** Accuracy of the best smaller network less the base's; undefined where one of them is missing. */
export function accuracyChange({ base, best }: RunOverview): number | undefined {
  return base === null || best === null ? undefined : best.accuracy - base.accuracy;
}
