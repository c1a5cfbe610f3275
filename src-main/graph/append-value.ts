import type { GraphBuilder } from './builder.ts';
import { producers, type Graph } from './graph.ts';

/**
 * Appends what a network needs to compute one of its values, under names that begin with `prefix`; the network's inputs
 * keep their names. Returns the value's new name.
 */
export function appendValue(builder: GraphBuilder, graph: Graph, value: string, prefix: string): string {
  const inputs = new Set(graph.inputs.map((input) => input.name));
  const producerOf = producers(graph);
  const rename = (name: string): string => (name === '' || inputs.has(name) ? name : `${prefix}${name}`);
  const needed = new Set<string>();
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === '' || needed.has(next)) continue;
    needed.add(next);
    open.push(...(producerOf.get(next)?.inputs ?? []));
  }
  for (const [name, tensor] of graph.weights) if (needed.has(name)) builder.weight(rename(name), tensor);
  for (const node of graph.nodes) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    builder.append({
      ...node,
      name: rename(node.name),
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    });
  }
  return rename(value);
}
