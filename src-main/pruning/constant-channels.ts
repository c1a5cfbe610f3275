import type { PlannedLayer } from '../../src-shared/result.ts';
import { numberAttribute } from '../graph/attribute.ts';
import { floatWeight, withBatchSize, type Graph, type GraphNode } from '../graph/graph.ts';
import { concreteShape, inferShapes, type Shapes } from '../graph/shape-inference.ts';
import type { CoupledGroup } from './coupled-groups.ts';
import { prunedGroups } from './kept-entries.ts';

/** One number an entry of a value's axis 1: what the entry is at every position of every image, or NaN where it varies. */
export type ConstantChannels = Float32Array;

/**
 * What the channels that a plan removes emit if their scale γ is zero: β behind the batch normalisation, and what the operators
 * behind that make of it, as far as all that goes into them is constant. Borders of padded windows are passed over.
 */
export function findConstantChannels(
  graph: Graph,
  groups: readonly CoupledGroup[],
  plan: readonly PlannedLayer[],
): ReadonlyMap<string, ConstantChannels> {
  const keptBy = new Map<GraphNode, ReadonlySet<number>>();
  for (const { group, keep } of prunedGroups(groups, plan)) {
    const kept = new Set(keep);
    for (const { batchNorm } of group.members) if (batchNorm !== undefined) keptBy.set(batchNorm, kept);
  }
  const shapes = inferShapes(withBatchSize(graph, 1));
  const constants = new Map<string, ConstantChannels>();
  for (const node of graph.nodes) {
    const kept = keptBy.get(node);
    const value =
      kept === undefined
        ? followConstants(node, constants, shapes)
        : floatWeight(graph, node.inputs[2] ?? '').data.map((bias, channel) => (kept.has(channel) ? NaN : bias));
    if (value !== undefined) constants.set(node.outputs[0] ?? '', value);
  }
  return constants;
}

function followConstants(
  node: GraphNode,
  constants: ReadonlyMap<string, ConstantChannels>,
  shapes: Shapes,
): ConstantChannels | undefined {
  const [first = ''] = node.inputs;
  const input = constants.get(first);
  switch (node.operator) {
    case 'Relu':
      return input?.map((value) => Math.max(0, value));
    case 'LeakyRelu': {
      const slope = numberAttribute(node, 'alpha', 0.01);
      return input?.map((value) => (value < 0 ? value * slope : value));
    }
    case 'Sigmoid':
      return input?.map((value) => 1 / (1 + Math.exp(-value)));
    case 'MaxPool':
    case 'AveragePool':
    case 'GlobalAveragePool':
    case 'Dropout':
    case 'Identity':
    case 'Resize':
      return input;
    case 'Flatten': {
      const area = (concreteShape(shapes, node.outputs[0] ?? '')[1] ?? 0) / (input?.length ?? 1);
      return input && repeatEach(input, area);
    }
    case 'Add':
      return combineConstants(node, constants, (left, right) => left + right);
    case 'Mul':
      return combineConstants(node, constants, (left, right) => left * right);
    case 'Concat':
      return numberAttribute(node, 'axis', 1) === 1 ? joinConstants(node, constants, shapes) : undefined;
    default:
      return undefined;
  }
}

function repeatEach(values: ConstantChannels, times: number): ConstantChannels {
  return Float32Array.from({ length: values.length * times }, (_, entry) => values[Math.floor(entry / times)] ?? NaN);
}

function combineConstants(
  { inputs: [left = '', right = ''] }: GraphNode,
  constants: ReadonlyMap<string, ConstantChannels>,
  combine: (left: number, right: number) => number,
): ConstantChannels | undefined {
  const [one, other] = [constants.get(left), constants.get(right)];
  if (one === undefined || one.length !== other?.length) return undefined;
  return one.map((value, channel) => combine(value, other[channel] ?? NaN));
}

function joinConstants(
  { inputs }: GraphNode,
  constants: ReadonlyMap<string, ConstantChannels>,
  shapes: Shapes,
): ConstantChannels | undefined {
  if (!inputs.some((input) => constants.has(input))) return undefined;
  const parts = inputs.map(
    (input) => constants.get(input) ?? new Float32Array(concreteShape(shapes, input)[1] ?? 0).fill(NaN),
  );
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
}
