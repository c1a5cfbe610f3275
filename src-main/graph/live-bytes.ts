import type { Graph } from './graph.ts';
import { concreteShape, type Shapes } from './shape-inference.ts';
import type { TensorType } from './tensor.ts';
import { valueType } from './value-type.ts';

/** Operators whose result is their input, seen otherwise. */
const VIEWS: ReadonlySet<string> = new Set(['Reshape', 'Flatten', 'Identity', 'Squeeze', 'Unsqueeze']);
const BYTES: Readonly<Record<TensorType, number>> = { float32: 4, float64: 8, int64: 8, int32: 4, bool: 1 };

/**
 * The most bytes that the values of a graph take at once while its nodes run in order, each value from the node that makes it to the last
 * that reads it; without the graph's inputs and weights.
 */
export function mostLiveBytes(graph: Graph, shapes: Shapes): number {
  const owners = new Map<string, string>();
  const ownerOf = (value: string): string => owners.get(value) ?? value;
  for (const { operator, inputs, outputs } of graph.nodes) {
    if (VIEWS.has(operator)) owners.set(outputs[0] ?? '', ownerOf(inputs[0] ?? ''));
  }
  const lastReaders = new Map<string, number>();
  graph.nodes.forEach(({ inputs }, index) => inputs.forEach((input) => lastReaders.set(ownerOf(input), index)));
  for (const { name } of graph.outputs) lastReaders.set(ownerOf(name), Infinity);
  const sizes = new Map<string, number>();
  const dying = new Map<number, string[]>();
  let live = 0;
  let most = 0;
  graph.nodes.forEach((node, index) => {
    node.outputs.forEach((output, place) => {
      if (output === '' || ownerOf(output) !== output) return;
      const size = concreteShape(shapes, output).reduce(
        (bytes, extent) => bytes * extent,
        BYTES[valueType(node, place)],
      );
      sizes.set(output, size);
      live += size;
      const last = lastReaders.get(output) ?? index;
      dying.set(last, [...(dying.get(last) ?? []), output]);
    });
    most = Math.max(most, live);
    for (const value of dying.get(index) ?? []) live -= sizes.get(value) ?? 0;
  });
  return most;
}
