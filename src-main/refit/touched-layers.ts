import type { PlannedLayer } from '../../src-shared/result.ts';
import { numberAttribute } from '../graph/attribute.ts';
import { consumers, floatWeight, withWeights, type Graph, type GraphNode } from '../graph/graph.ts';
import { floatTensor } from '../graph/tensor.ts';
import { batchNormBehind } from '../pruning/batch-norm-behind.ts';
import type { CoupledGroup } from '../pruning/coupled-groups.ts';
import { prunedGroups } from '../pruning/kept-entries.ts';
import { selectRows, type DenseMatrix, type MatrixProducts } from '../sketch/matrix.ts';
import { filterMatrix } from './filter-matrix.ts';

/** A network before and after compression, and how the two hang together. */
export interface Compression {
  readonly original: Graph;
  /** The network after surgery, and after a sketch where there was one. */
  readonly compressed: Graph;
  readonly groups: readonly CoupledGroup[];
  readonly plan: readonly PlannedLayer[];
  /** Of layers whose filters are mixtures of the original ones: the mixing matrix (kept filters × original filters). */
  readonly mixings: ReadonlyMap<string, DenseMatrix>;
}

/** A layer that lost filters, inputs, or both. */
export interface TouchedLayer {
  readonly node: GraphNode;
  /** The original filters it keeps; undefined where it keeps all. */
  readonly keep: readonly number[] | undefined;
  readonly batchNorm: GraphNode | undefined;
}

/** The layers that pruning touched, from the input on: those a refit can fit, and those it has to leave as they are. */
export function touchedLayers({ original, groups, plan }: Compression): {
  readonly fitted: readonly TouchedLayer[];
  readonly leftOut: readonly GraphNode[];
} {
  const readers = consumers(original);
  const outputs = new Set(original.outputs.map(({ name }) => name));
  const pruned = prunedGroups(groups, plan);
  const keeps = new Map(pruned.flatMap(({ group, keep }) => group.members.map(({ name }) => [name, keep])));
  const touched = new Set(pruned.flatMap(({ group }) => group.slots.map(({ layer }) => layer)));
  const linear = original.nodes.filter(({ name, operator }) => touched.has(name) && LINEAR.has(operator));
  return {
    fitted: linear.filter(canBeFitted).map((node) => ({
      node,
      keep: keeps.get(node.name),
      batchNorm: batchNormBehind(node.outputs[0] ?? '', readers, outputs),
    })),
    leftOut: linear.filter((node) => !canBeFitted(node)),
  };
}

const LINEAR: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul']);

/** The moments of transposed, depthwise and bare matrix products are not taken. */
function canBeFitted(node: GraphNode): boolean {
  return node.operator === 'Gemm' || (node.operator === 'Conv' && numberAttribute(node, 'group', 1) === 1);
}

/** The original network whose layer gives just the outputs that the touched one should give: the kept ones, or mixtures of all. */
export async function aimAt(
  { original, mixings }: Compression,
  { node, keep }: TouchedLayer,
  products: MatrixProducts,
): Promise<Graph> {
  const [, weightName = '', biasName = ''] = node.inputs;
  const mixing = mixings.get(node.name);
  if (keep === undefined && mixing === undefined) return original;
  const select = async (matrix: DenseMatrix): Promise<DenseMatrix> =>
    mixing === undefined ? selectRows(matrix, keep ?? []) : products.multiply(mixing, matrix);
  const weight = floatWeight(original, weightName);
  const filters = await select(filterMatrix(node, weight));
  const changed = withWeights(original, [
    [weightName, floatTensor([filters.rows, ...weight.shape.slice(1)], Float32Array.from(filters.data))],
  ]);
  if (biasName === '') return changed;
  const bias = floatWeight(original, biasName).data;
  const biases = await select({ rows: bias.length, columns: 1, data: Float64Array.from(bias) });
  return withWeights(changed, [[biasName, floatTensor([biases.rows], Float32Array.from(biases.data))]]);
}
