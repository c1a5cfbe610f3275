import type { PlannedLayer } from '../../src-shared/result.ts';
import { numberAttribute } from '../graph/attribute.ts';
import { consumers, floatWeight, withWeights, type Graph, type GraphNode } from '../graph/graph.ts';
import { floatTensor, type FloatTensor } from '../graph/tensor.ts';
import { findConstantChannels, type ConstantChannels } from './constant-channels.ts';
import type { CoupledGroup } from './coupled-groups.ts';

/**
 * A channel whose scale is (nearly) zero still emits act(β) everywhere. This moves that constant into the layers that
 * read it, before the channel is removed: into their bias, or out of the running mean of their batch normalisation.
 * Exact but for the borders of padded convolutions (after tanluren/yolov3-channel-and-layer-pruning). Behind a shortcut it
 * is the sum of the constants, where all summands are. Transposed and depthwise convolutions are left as they are.
 * @param graph the original network; the result still has all its channels.
 */
export function absorbBias(graph: Graph, groups: readonly CoupledGroup[], plan: readonly PlannedLayer[]): Graph {
  const constants = findConstantChannels(graph, groups, plan);
  const readers = consumers(graph);
  const shifted = new Map<string, FloatTensor>();
  for (const node of graph.nodes) {
    const emitted = constants.get(node.inputs[0] ?? '');
    const inputAxis = inputAxisOf(node);
    const weight = graph.weights.get(node.inputs[1] ?? '');
    if (emitted === undefined || inputAxis === undefined || weight?.type !== 'float32') continue;
    const target = findShiftTarget(graph, node, readers);
    if (target === undefined) continue;
    const { name, sign } = target;
    const { shape, data } = floatWeight(graph, name);
    const response = respondToConstants(weight, inputAxis, emitted);
    if (data.length !== response.length) continue;
    shifted.set(
      name,
      floatTensor(
        shape,
        data.map((value, output) => value + sign * (response[output] ?? 0)),
      ),
    );
  }
  return shifted.size === 0 ? graph : withWeights(graph, shifted);
}

/** The axis of a layer's weight that runs over its inputs; undefined for layers that answer no constant by a constant. */
function inputAxisOf(node: GraphNode): 0 | 1 | undefined {
  if (node.operator === 'Conv') return numberAttribute(node, 'group', 1) === 1 ? 1 : undefined;
  if (node.operator !== 'Gemm' || numberAttribute(node, 'transA', 0) !== 0) return undefined;
  return numberAttribute(node, 'transB', 0) === 1 ? 1 : 0;
}

/** Where a constant added to a layer's outputs goes: into its bias, else into the mean that a batch normalisation subtracts next. */
function findShiftTarget(
  graph: Graph,
  { inputs, outputs }: GraphNode,
  readers: ReadonlyMap<string, readonly GraphNode[]>,
): { readonly name: string; readonly sign: 1 | -1 } | undefined {
  const bias = inputs[2] ?? '';
  const [next, another] = readers.get(outputs[0] ?? '') ?? [];
  const isNormalised = next?.operator === 'BatchNormalization' && another === undefined;
  const name = bias === '' && isNormalised ? (next.inputs[3] ?? '') : bias;
  const isItsOwn = graph.weights.get(name)?.type === 'float32' && readers.get(name)?.length === 1;
  return isItsOwn ? { name, sign: bias === '' ? -1 : 1 } : undefined;
}

/** What a layer makes of inputs that are constant: one value an output. Inputs that vary count as nothing. */
function respondToConstants({ shape, data }: FloatTensor, inputAxis: 0 | 1, emitted: ConstantChannels): Float64Array {
  const outputs = shape[1 - inputAxis] ?? 0;
  const inputs = emitted.length;
  const response = new Float64Array(outputs);
  const taps = data.length / (outputs * inputs);
  for (let output = 0; output < outputs; output++) {
    let sum = 0;
    for (let input = 0; input < inputs; input++) {
      const constant = emitted[input] ?? NaN;
      if (constant === 0 || Number.isNaN(constant)) continue;
      for (let tap = 0; tap < taps; tap++) {
        const index = inputAxis === 0 ? input * outputs + output : (output * inputs + input) * taps + tap;
        sum += constant * (data[index] ?? 0);
      }
    }
    response[output] = sum;
  }
  return response;
}
