import { createGraphBuilder, type GraphBuilder } from './builder.ts';
import type { Graph, GraphNode } from './graph.ts';
import { findRecomputed } from './recomputed-nodes.ts';
import { concreteShape, inferShapes } from './shape-inference.ts';

/** Where the parts of a training step end, as numbers of its nodes from the first on. */
export interface StepParts {
  /** The network's nodes. */
  readonly network: number;
  /** These and the loss's; the backward pass and the update come after them. */
  readonly forward: number;
}

const PREFIX = 'again/';

/** The name of a value where it is computed for the second time. */
export function recomputedName(value: string): string {
  return `${PREFIX}${value}`;
}

/** Whether a training step computes values twice. */
export function isRecomputing({ nodes }: Graph): boolean {
  return nodes.some(({ outputs }) => outputs.some((output) => output.startsWith(PREFIX)));
}

/**
 * A training step in less memory (Chen et al., arXiv 1604.06174): what can be had again cheaply is not kept for the backward pass, but
 * computed anew from what is kept, right before it is first read there.
 */
export function recomputeActivations(step: Graph, { network, forward }: StepParts): Graph {
  const shapes = inferShapes(step);
  const makers = new Map<string, GraphNode>();
  for (const node of findRecomputed(step.nodes.slice(0, network), shapes)) {
    // The statistics of a batch normalisation are kept, and updated once.
    const values = node.operator === 'BatchNormTraining' ? node.outputs.slice(0, 1) : node.outputs;
    values.forEach((value) => makers.set(value, node));
  }
  const builder = createGraphBuilder(step.name, step.operatorSet, PREFIX);
  for (const { name, type, shape } of step.inputs) builder.input(name, type, shape);
  for (const [name, tensor] of step.weights) builder.weight(name, tensor);
  const repeated = new Set<GraphNode>();
  const again = (value: string): string => {
    const node = makers.get(value);
    if (node === undefined) return value;
    if (!repeated.has(node)) {
      repeated.add(node);
      if (node.operator === 'BatchNormTraining') {
        repeatBatchNorm(builder, node, again(node.inputs[0] ?? ''), concreteShape(shapes, value));
      } else {
        const inputs = node.inputs.map(again);
        builder.append({
          ...node,
          name: recomputedName(node.name),
          inputs,
          outputs: node.outputs.map(recomputedName),
        });
      }
    }
    return recomputedName(value);
  };
  step.nodes.forEach((node, index) => {
    builder.append(index < forward ? node : { ...node, inputs: node.inputs.map(again) });
  });
  for (const { name, type, shape } of step.outputs) builder.output(name, type, shape);
  return builder.build();
}

/** y = factor·x + shift by the statistics of the first time. */
function repeatBatchNorm(
  builder: GraphBuilder,
  { inputs, outputs }: GraphNode,
  input: string,
  [, channels = 1]: readonly number[],
): void {
  const [, scale = '', bias = ''] = inputs;
  const [output = '', mean = '', inverseDeviation = ''] = outputs;
  const alongChannels = (value: string): string => builder.add('Reshape', [value, builder.ints([1, channels, 1, 1])]);
  const factor = builder.add('Mul', [scale, inverseDeviation]);
  const shift = builder.add('Sub', [bias, builder.add('Mul', [mean, factor])]);
  const scaled = builder.add('Mul', [input, alongChannels(factor)]);
  builder.add('Add', [scaled, alongChannels(shift)], { name: recomputedName(output) });
}
