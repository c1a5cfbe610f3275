import type { PruneRecipe } from '../../src-shared/recipe.ts';
import { createRandom } from '../../src-shared/random.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { floatWeight, type Graph } from '../graph/graph.ts';
import type { GroupMember } from './coupled-groups.ts';
import { filtersFirst } from './filters-first.ts';

export type Criterion = PruneRecipe['criterion'];

/**
 * The importance of each filter of a layer; the least important go first.
 * l1, l2: norm of the filter (arXiv 1608.08710). geometric-median: sum of distances to the layer's other filters, small
 * where the others can stand in for it (arXiv 1811.00250, eq. 6). bn-scale: |γ| (arXiv 1708.06519). random: a control.
 * @throws EspalierError `bad-recipe` for bn-scale on a layer without batch normalisation.
 */
export function scoreFilters(graph: Graph, layer: GroupMember, criterion: Criterion, seed: number): Float64Array {
  switch (criterion) {
    case 'l1':
      return scoreRows(graph, layer, (filter) => filter.reduce((sum, value) => sum + Math.abs(value), 0));
    case 'l2':
      return scoreRows(graph, layer, (filter) => Math.sqrt(filter.reduce((sum, value) => sum + value * value, 0)));
    case 'geometric-median':
      return sumDistances(filterRows(graph, layer));
    case 'bn-scale': {
      const scale = layer.batchNorm?.inputs[1];
      if (scale === undefined) {
        throw new EspalierError(
          'bad-recipe',
          `"prune.criterion" bn-scale: layer "${layer.name}" has no batch normalisation; exclude it, or choose another criterion`,
        );
      }
      return Float64Array.from(floatWeight(graph, scale).data, Math.abs);
    }
    case 'random': {
      const random = createRandom(seed, 'criterion', layer.name);
      return Float64Array.from({ length: layer.channels }, () => random.uniform());
    }
  }
}

/** A layer's filters, one a row. */
function filterRows(graph: Graph, layer: GroupMember): Float32Array[] {
  const { data } = filtersFirst(floatWeight(graph, layer.weight), layer.filterAxis);
  const length = data.length / layer.channels;
  return Array.from({ length: layer.channels }, (_, row) => data.subarray(row * length, (row + 1) * length));
}

function scoreRows(graph: Graph, layer: GroupMember, score: (filter: Float32Array) => number): Float64Array {
  return Float64Array.from(filterRows(graph, layer), score);
}

function sumDistances(filters: readonly Float32Array[]): Float64Array {
  const sums = new Float64Array(filters.length);
  filters.forEach((filter, index) => {
    for (let other = index + 1; other < filters.length; other++) {
      const distance = euclideanDistance(filter, filters[other] ?? filter);
      sums[index] = (sums[index] ?? 0) + distance;
      sums[other] = (sums[other] ?? 0) + distance;
    }
  });
  return sums;
}

function euclideanDistance(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
