import type { PlannedLayer } from '../../src-shared/result.ts';
import { measureCost, type Cost } from '../evaluation/cost.ts';
import { floatWeight, withWeights, type Graph } from '../graph/graph.ts';
import type { FloatTensor } from '../graph/tensor.ts';
import type { CoupledGroup } from './coupled-groups.ts';
import { fitNodes } from './fit-nodes.ts';
import { prunedGroups } from './kept-entries.ts';

const NO_DATA = new Float32Array();

/** What a network will cost once a plan is carried out, from the shapes of its weights alone: no weight is copied. */
export function measurePlannedCost(graph: Graph, groups: readonly CoupledGroup[], plan: readonly PlannedLayer[]): Cost {
  const outlines = new Map<string, FloatTensor>();
  for (const { group, keep } of prunedGroups(groups, plan)) {
    for (const { weight, axis, repeat } of group.slots) {
      const { shape } = outlines.get(weight) ?? floatWeight(graph, weight);
      const lost = (group.channels - keep.length) * repeat;
      const left = shape.map((size, index) => (index === axis ? size - lost : size));
      outlines.set(weight, { type: 'float32', shape: left, data: NO_DATA });
    }
  }
  return measureCost(fitNodes(graph, withWeights(graph, outlines)));
}
