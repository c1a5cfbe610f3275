import type { PlannedLayer } from '../../src-shared/result.ts';
import { measureCost, type Cost } from '../evaluation/cost.ts';
import { floatWeight, withWeights, type Graph } from '../graph/graph.ts';
import type { FloatTensor } from '../graph/tensor.ts';
import type { PrunableLayer } from './prunable-layers.ts';

const NO_DATA = new Float32Array();

/** What a network will cost once a plan is carried out, from the shapes of its weights alone: no weight is copied. */
export function measurePlannedCost(
  graph: Graph,
  layers: readonly PrunableLayer[],
  plan: readonly PlannedLayer[],
): Cost {
  const shapes = new Map<string, readonly number[]>();
  const resize = (name: string, axis: number, size: number): void => {
    const shape = shapes.get(name) ?? floatWeight(graph, name).shape;
    shapes.set(
      name,
      shape.map((dimension, index) => (index === axis ? size : dimension)),
    );
  };
  for (const { layer: name, keep } of plan) {
    const layer = layers.find((one) => one.name === name);
    if (layer === undefined) continue;
    for (const weight of [layer.weight, ...layer.perChannel]) resize(weight, 0, keep.length);
    for (const { weight, axis, repeat } of layer.readers) resize(weight, axis, keep.length * repeat);
  }
  const outlines = [...shapes].map(([name, shape]): [string, FloatTensor] => [
    name,
    { type: 'float32', shape, data: NO_DATA },
  ]);
  return measureCost(withWeights(graph, outlines));
}
