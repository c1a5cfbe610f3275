import type { VariantResult } from '../../src-shared/result.ts';
import type { NetworkOverview, RunOverview } from '../../src-shared/routes.ts';
import type { RunSummary } from '../../src-shared/run.ts';

/** A run as a list shows it: the base network beside the most accurate smaller one (of equals, the smallest). */
export function describeRun(run: RunSummary): RunOverview {
  const variants = run.result?.variants ?? [];
  const smaller = variants.filter((variant) => variant.name !== 'base');
  const [best] = smaller.toSorted((one, other) => other.accuracy - one.accuracy || one.parameters - other.parameters);
  return {
    id: run.id,
    name: run.name,
    state: run.state,
    startedAt: run.startedAt,
    error: run.error,
    base: describeVariant(variants.find((variant) => variant.name === 'base')),
    best: describeVariant(best),
  };
}

function describeVariant(variant: VariantResult | undefined): NetworkOverview | null {
  if (variant === undefined) return null;
  const { name, parameters, accuracy } = variant;
  return { name, parameters, accuracy };
}
