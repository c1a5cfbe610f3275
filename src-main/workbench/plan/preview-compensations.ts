import type { PreviewedCompensation } from '../../../src-shared/plan-preview.ts';
import type { CompensateRecipe, SketchRecipe } from '../../../src-shared/recipe.ts';
import type { Certificate, PlannedLayer } from '../../../src-shared/result.ts';
import { createMatrixProducts } from '../../backend/onnxruntime/matrix-products.ts';
import { sha256 } from '../../engine/durable-folder.ts';
import { variantName } from '../../../src-shared/variant-name.ts';
import { floatWeight, type Graph } from '../../graph/graph.ts';
import type { CoupledGroup } from '../../pruning/coupled-groups.ts';
import { keptInputs } from '../../pruning/kept-entries.ts';
import { removeChannels } from '../../pruning/surgery.ts';
import { compensateNetwork } from '../../sketch/compensate-network.ts';
import { filtersOf, selectSketches, type SketchUnit } from '../../sketch/sketch-units.ts';
import type { Bench } from '../bench.ts';
import type { CertifiedLayer } from './certify-layer.ts';
import { stopWith } from '../stoppable-products.ts';

/** A pruning that is planned but not carried out. */
export interface PlannedPruning {
  readonly network: Graph;
  readonly groups: readonly CoupledGroup[];
  readonly plan: readonly PlannedLayer[];
}

/**
 * What each compensation of a recipe would keep of the information of the layers that α selects. What was found out before is not
 * computed again, layers are certified side by side, and compensations share the decomposition and the sketch of a layer.
 * @throws EspalierError `interrupted` soon after the signal aborts.
 */
export async function previewCompensations(
  bench: Bench,
  pruning: PlannedPruning,
  compensations: readonly CompensateRecipe[],
  signal: AbortSignal,
): Promise<PreviewedCompensation[]> {
  const certificates = compensations.map((): Certificate[] => []);
  const plain: [index: number, recipe: SketchRecipe][] = [];
  for (const [index, recipe] of compensations.entries()) {
    if (recipe.method !== 'sketch') continue;
    if (recipe.carry) certificates[index]?.push(...(await certifyCarried(bench, pruning, recipe, signal)));
    else plain.push([index, recipe]);
  }
  const inputs = keptInputs(pruning.network, pruning.groups, pruning.plan);
  const units = plain.map(([, recipe]) => selectSketches(pruning.groups, pruning.plan, recipe));
  const distinct = new Map(units.flat().map((unit) => [nameUnit(unit), unit]));
  const answers = new Map(
    [...distinct].map(([name, unit]) => {
      const selecting = plain.filter((_, position) => units[position]?.some((other) => nameUnit(other) === name));
      const sketches = selecting.map(([, { solver, align, scale }]) => ({ solver, align, scale }));
      const certified = certifyUnit(bench, pruning.network, unit, inputs, sketches, signal);
      return [name, { certified, indices: selecting.map(([index]) => index) }];
    }),
  );
  // All of them, so that no thread has anything under way when this is refused.
  await Promise.allSettled([...answers.values()].map(({ certified }) => certified));
  for (const [position, [index]] of plain.entries()) {
    for (const unit of units[position] ?? []) {
      const answer = answers.get(nameUnit(unit));
      const certificate = (await answer?.certified)?.[answer?.indices.indexOf(index) ?? -1];
      if (certificate !== undefined) certificates[index]?.push(certificate);
    }
  }
  return compensations.map((_, index) => ({
    index,
    variant: variantName(compensations, index),
    certificates: certificates[index] ?? [],
  }));
}

/** A group can have the name of its first layer. */
function nameUnit({ name, members }: SketchUnit): string {
  return `${name} ×${members.length}`;
}

/** The certificates of sketches of one layer, or of one group. */
async function certifyUnit(
  bench: Bench,
  network: Graph,
  unit: SketchUnit,
  inputs: ReadonlyMap<string, readonly number[]>,
  sketches: CertifiedLayer['sketches'],
  signal: AbortSignal,
): Promise<readonly Certificate[]> {
  const ofMembers = unit.members.map(({ name }) => inputs.get(name));
  const key = sha256(JSON.stringify([nameUnit(unit), sketches, unit.keep, ofMembers]));
  return bench.certificatesOf(network).recall(key, () => {
    const given = filtersOf(unit, ({ name, weight }) => ({
      weight: floatWeight(network, weight),
      keptInputs: inputs.get(name),
    }));
    // A view would be sent with all that lies around it.
    return bench.threads.certify({ ...given, weights: given.weights.slice(), sketches }, signal);
  });
}

/** Where the mixing is carried into the next layer, that layer's sketch depends on it, so that all of them are made. */
async function certifyCarried(
  bench: Bench,
  { network, groups, plan }: PlannedPruning,
  recipe: SketchRecipe,
  signal: AbortSignal,
): Promise<readonly Certificate[]> {
  const key = sha256(JSON.stringify([plan.map(({ keep }) => keep), recipe]));
  return bench.certificatesOf(network).recall(key, async () => {
    const pruned = removeChannels(network, groups, plan);
    const input = { original: network, pruned, groups, plan };
    const products = await createMatrixProducts();
    try {
      return (await compensateNetwork(input, recipe, stopWith(signal, products), () => undefined)).certificates;
    } finally {
      await products.release();
    }
  });
}
