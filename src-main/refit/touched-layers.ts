import type { PlannedLayer } from '../../src-shared/result.ts';
import { floatWeight, withWeights, type Graph, type GraphNode } from '../graph/graph.ts';
import { floatTensor } from '../graph/tensor.ts';
import type { PrunableLayer } from '../pruning/prunable-layers.ts';
import { selectRows, type DenseMatrix, type MatrixProducts } from '../sketch/matrix.ts';
import { filterMatrix } from './filter-matrix.ts';

/** A network before and after compression, and how the two hang together. */
export interface Compression {
  readonly original: Graph;
  /** The network after surgery, and after a sketch where there was one. */
  readonly compressed: Graph;
  readonly layers: readonly PrunableLayer[];
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

/** The layers that pruning touched, from the input on. */
export function touchedLayers({ original, layers, plan }: Compression): TouchedLayer[] {
  const pruned = new Map(
    plan.filter(({ keep, originalChannels }) => keep.length < originalChannels).map(({ layer, keep }) => [layer, keep]),
  );
  const known = new Map(layers.map((layer) => [layer.name, layer]));
  const readers = new Set(
    layers.flatMap((layer) => (pruned.has(layer.name) ? layer.readers.map((reader) => reader.layer) : [])),
  );
  return original.nodes.flatMap((node) => {
    if (!pruned.has(node.name) && !readers.has(node.name)) return [];
    return [{ node, keep: pruned.get(node.name), batchNorm: known.get(node.name)?.batchNorm }];
  });
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
