import { createRandom } from '../../src-shared/random.ts';
import { floatWeight, withWeights, type Graph } from '../../src-main/graph/graph.ts';
import { floatTensor } from '../../src-main/graph/tensor.ts';
import { surveyGroups } from '../../src-main/pruning/coupled-groups.ts';
import { keptInputs } from '../../src-main/pruning/kept-entries.ts';
import { planPruning } from '../../src-main/pruning/plan.ts';
import type { LayerToCompensate } from '../../src-main/sketch/compensate-layer.ts';
import { squaredNorm, zeroMatrix, type DenseMatrix, type MatrixProducts } from '../../src-main/sketch/matrix.ts';
import { filtersOf, selectSketches } from '../../src-main/sketch/sketch-units.ts';
import { PLAIN_PRUNING } from '../plain-pruning.ts';

/** Share of every layer's filters that is removed. */
const RATIO = 0.5;

/**
 * The layers that a network loses half of their filters of, ready to be sketched. The weights are He's initialisation mixed
 * half and half with directions of decaying strength, as training leaves them.
 */
export async function makeLayers(
  initial: Graph,
  products: MatrixProducts,
): Promise<Omit<LayerToCompensate, 'solver' | 'align' | 'scale'>[]> {
  const mixed = new Map<string, ReturnType<typeof floatTensor>>();
  const { groups } = surveyGroups(initial);
  for (const { weight } of groups.flatMap(({ members }) => members)) {
    const { shape, data } = floatWeight(initial, weight);
    mixed.set(weight, floatTensor(shape, await mixDirections(data, shape[0] ?? 1, products)));
  }
  const network = withWeights(initial, mixed);
  const plan = planPruning(network, { ...PLAIN_PRUNING, ratio: RATIO }, 1);
  const inputs = keptInputs(network, groups, plan);
  return selectSketches(groups, plan, { alpha: 0 }).map((unit) =>
    filtersOf(unit, ({ name, weight }) => ({ weight: floatWeight(network, weight), keptInputs: inputs.get(name) })),
  );
}

/** Adds directions of decaying strength, as many as a quarter of the filters, of the same total energy. */
async function mixDirections(initial: Float32Array, filters: number, products: MatrixProducts): Promise<Float32Array> {
  const length = initial.length / filters;
  const rank = Math.ceil(filters / 4);
  const random = createRandom(1, 'bench', filters, length);
  const shares = normalMatrix(filters, rank, () => random.normal());
  for (let index = 0; index < shares.data.length; index++) {
    shares.data[index] = (shares.data[index] ?? 0) * Math.exp((-4 * (index % rank)) / rank);
  }
  const mixed = await products.multiply(
    shares,
    normalMatrix(rank, length, () => random.normal()),
  );
  const energy = initial.reduce((sum, weight) => sum + weight ** 2, 0);
  const scale = Math.sqrt(energy / squaredNorm(mixed) / 2);
  return initial.map((weight, index) => Math.SQRT1_2 * weight + scale * (mixed.data[index] ?? 0));
}

function normalMatrix(rows: number, columns: number, draw: () => number): DenseMatrix {
  const matrix = zeroMatrix(rows, columns);
  for (let index = 0; index < matrix.data.length; index++) matrix.data[index] = draw();
  return matrix;
}
