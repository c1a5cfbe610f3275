import type { PlannedLayer } from '../../src-shared/result.ts';
import { numberAttribute } from '../graph/attribute.ts';
import { consumers, floatWeight, producers, withWeights, type Graph, type GraphNode } from '../graph/graph.ts';
import { floatTensor, type FloatTensor } from '../graph/tensor.ts';
import type { ChannelReader, PrunableLayer } from './prunable-layers.ts';

/**
 * A channel whose scale is (nearly) zero still emits act(β) everywhere. This moves that constant into the layers that
 * read it, before the channel is removed: into their bias, or out of the running mean of their batch normalisation.
 * Exact but for the borders of padded convolutions (after tanluren/yolov3-channel-and-layer-pruning).
 * @param graph the original network; the result still has all its channels.
 */
export function absorbBias(graph: Graph, layers: readonly PrunableLayer[], plan: readonly PlannedLayer[]): Graph {
  let adjusted = graph;
  for (const { name, channels, batchNorm, readers } of layers) {
    const planned = plan.find((one) => one.layer === name);
    if (planned === undefined || batchNorm === undefined || planned.keep.length === channels) continue;
    const kept = new Set(planned.keep);
    const bias = floatWeight(graph, batchNorm.inputs[2] ?? '').data;
    for (const reader of readers) {
      const slope = negativeSlope(graph, batchNorm, reader);
      if (slope === undefined) continue;
      const emitted = bias.map((value, channel) => (kept.has(channel) ? 0 : value >= 0 ? value : value * slope));
      adjusted = shiftReader(adjusted, reader, emitted);
    }
  }
  return adjusted;
}

/**
 * What the activations between a batch normalisation and a reader make of a negative constant: 0 behind a Relu, 1 without any.
 * Undefined where the reader does not see the batch normalisation but what comes before it.
 */
function negativeSlope(graph: Graph, batchNorm: GraphNode, reader: ChannelReader): number | undefined {
  const producerOf = producers(graph);
  let slope = 1;
  let node = producerOf.get(graph.nodes.find(({ name }) => name === reader.layer)?.inputs[0] ?? '');
  while (node !== undefined && node !== batchNorm) {
    if (node.operator === 'Relu') slope = 0;
    if (node.operator === 'LeakyRelu') slope *= numberAttribute(node, 'alpha', 0.01);
    node = producerOf.get(node.inputs[0] ?? '');
  }
  return node === undefined ? undefined : slope;
}

/** Adds to a layer's outputs what it made of the constants: in its bias, else in the mean that a batch normalisation subtracts next. */
function shiftReader(graph: Graph, reader: ChannelReader, emitted: Float32Array): Graph {
  const node = graph.nodes.find(({ name }) => name === reader.layer);
  const shift = respondToConstant(floatWeight(graph, reader.weight), reader, emitted);
  const bias = node?.inputs[2] ?? '';
  if (bias !== '') return addTo(graph, bias, shift, 1);
  const [next, another] = consumers(graph).get(node?.outputs[0] ?? '') ?? [];
  const isNormalised = next?.operator === 'BatchNormalization' && another === undefined;
  return isNormalised ? addTo(graph, next.inputs[3] ?? '', shift, -1) : graph;
}

function addTo(graph: Graph, weight: string, shift: Float64Array, sign: 1 | -1): Graph {
  const { shape, data } = floatWeight(graph, weight);
  const shifted = data.map((value, output) => value + sign * (shift[output] ?? 0));
  return withWeights(graph, [[weight, floatTensor(shape, shifted)]]);
}

/** What a layer makes of inputs that are constant in each channel: one value an output. */
function respondToConstant(
  { shape, data }: FloatTensor,
  { axis, repeat }: ChannelReader,
  emitted: Float32Array,
): Float64Array {
  const outputs = shape[axis === 0 ? 1 : 0] ?? 0;
  const response = new Float64Array(outputs);
  const inputs = emitted.length * repeat;
  const taps = data.length / (outputs * inputs);
  for (let output = 0; output < outputs; output++) {
    let sum = 0;
    for (let input = 0; input < inputs; input++) {
      const constant = emitted[Math.floor(input / repeat)] ?? 0;
      if (constant === 0) continue;
      for (let tap = 0; tap < taps; tap++) {
        const index = axis === 0 ? input * outputs + output : (output * inputs + input) * taps + tap;
        sum += constant * (data[index] ?? 0);
      }
    }
    response[output] = sum;
  }
  return response;
}
