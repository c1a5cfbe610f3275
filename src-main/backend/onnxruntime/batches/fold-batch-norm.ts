import { numberAttribute } from '../../../graph/attribute.ts';
import { consumers, type Graph, type GraphNode } from '../../../graph/graph.ts';
import { floatTensor, type FloatTensor } from '../../../graph/tensor.ts';

/**
 * The same network with each batch normalisation that alone reads a chosen convolution inside that one's weights and bias:
 * w' = w·s, b' = (b − mean)·s + β with s = γ/√(variance + ε).
 */
export function foldBatchNorm(graph: Graph, isChosen: (convolution: GraphNode) => boolean): Graph {
  const readers = consumers(graph);
  const given = new Set(graph.outputs.map(({ name }) => name));
  const weights = new Map(graph.weights);
  const folded = new Map<GraphNode, GraphNode>();
  const inside = new Set<GraphNode>();
  for (const node of graph.nodes) {
    const [value = ''] = node.outputs;
    const [normalization, ...others] = readers.get(value) ?? [];
    if (node.operator !== 'Conv' || others.length > 0 || given.has(value) || !isChosen(node)) continue;
    if (normalization?.operator !== 'BatchNormalization' || normalization.outputs.length !== 1) continue;
    const constants = [node.inputs[1], ...normalization.inputs.slice(1)].map((name = '') => graph.weights.get(name));
    const [weight, ...statistics] = constants.filter((tensor) => tensor?.type === 'float32');
    const bias = node.inputs[2] === undefined ? undefined : graph.weights.get(node.inputs[2]);
    if (weight === undefined || statistics.length !== 4 || (bias !== undefined && bias.type !== 'float32')) continue;
    const [scaled, shift] = scaleFilters(weight, bias, statistics, numberAttribute(normalization, 'epsilon', 1e-5));
    const names = [`${node.name}/folded weight`, `${node.name}/folded bias`];
    weights.set(names[0] ?? '', scaled).set(names[1] ?? '', shift);
    folded.set(node, { ...node, inputs: [node.inputs[0] ?? '', ...names], outputs: normalization.outputs });
    inside.add(normalization);
  }
  return {
    ...graph,
    weights,
    nodes: graph.nodes.filter((node) => !inside.has(node)).map((node) => folded.get(node) ?? node),
  };
}

function scaleFilters(
  weight: FloatTensor,
  bias: FloatTensor | undefined,
  statistics: readonly FloatTensor[],
  epsilon: number,
): [FloatTensor, FloatTensor] {
  const [filters = 1] = weight.shape;
  const length = weight.data.length / filters;
  const [gamma, beta, mean, variance] = statistics.map(({ data }) => data);
  const scaled = new Float32Array(weight.data.length);
  const shift = new Float32Array(filters);
  for (let filter = 0; filter < filters; filter++) {
    const scale = (gamma?.[filter] ?? 1) / Math.sqrt((variance?.[filter] ?? 1) + epsilon);
    for (let at = filter * length; at < (filter + 1) * length; at++) scaled[at] = (weight.data[at] ?? 0) * scale;
    shift[filter] = ((bias?.data[filter] ?? 0) - (mean?.[filter] ?? 0)) * scale + (beta?.[filter] ?? 0);
  }
  return [floatTensor(weight.shape, scaled), floatTensor([filters], shift)];
}
