import type { PlannedLayer } from '../../src-shared/result.ts';
import { numberAttribute } from '../graph/attribute.ts';
import { floatWeight, withWeights, type Graph, type GraphNode } from '../graph/graph.ts';
import { floatTensor, type FloatTensor } from '../graph/tensor.ts';
import type { ChannelReader, PrunableLayer } from './prunable-layers.ts';

/**
 * A channel whose scale is (nearly) zero still emits act(β) everywhere. This moves that constant into the layers that
 * read it, before the channel is removed: out of the running mean of their batch normalisation, or into their bias.
 * Exact but for the borders of padded convolutions (after tanluren/yolov3-channel-and-layer-pruning).
 * @param graph the original network; the result still has all its channels.
 */
export function absorbBias(graph: Graph, layers: readonly PrunableLayer[], plan: readonly PlannedLayer[]): Graph {
  let adjusted = graph;
  for (const layer of layers) {
    const planned = plan.find((one) => one.layer === layer.name);
    const bias = layer.batchNorm?.inputs[2];
    if (planned === undefined || bias === undefined || planned.keep.length === layer.channels) continue;
    const kept = new Set(planned.keep);
    const slope = activationSlope(graph, layer.batchNorm);
    const emitted = floatWeight(graph, bias).data.map((value, channel) =>
      kept.has(channel) ? 0 : value >= 0 ? value : value * slope,
    );
    for (const reader of layer.readers) adjusted = shiftReader(adjusted, layers, reader, emitted);
  }
  return adjusted;
}

/** Factor of negative values in the activation behind a batch normalisation: 0 for Relu, alpha for LeakyRelu, 1 for none. */
function activationSlope(graph: Graph, batchNorm: GraphNode | undefined): number {
  const activation = graph.nodes.find((node) => node.inputs[0] === batchNorm?.outputs[0]);
  if (activation?.operator === 'Relu') return 0;
  return activation?.operator === 'LeakyRelu' ? numberAttribute(activation, 'alpha', 0.01) : 1;
}

function shiftReader(graph: Graph, layers: readonly PrunableLayer[], reader: ChannelReader, emitted: Float32Array): Graph {
  const node = graph.nodes.find((one) => one.name === reader.layer);
  const weight = floatWeight(graph, reader.weight);
  const shift = respondToConstant(weight, reader, emitted);
  const mean = layers.find((one) => one.name === reader.layer)?.batchNorm?.inputs[3];
  const bias = node?.inputs[2];
  const target = mean ?? bias;
  if (target === undefined || target === '') return graph;
  const sign = mean === undefined ? 1 : -1;
  const { shape, data } = floatWeight(graph, target);
  return withWeights(graph, [
    [
      target,
      floatTensor(
        shape,
        data.map((value, output) => value + sign * (shift[output] ?? 0)),
      ),
    ],
  ]);
}

/** What a layer makes of inputs that are constant in each channel: one value an output. */
function respondToConstant({ shape, data }: FloatTensor, { axis, repeat }: ChannelReader, emitted: Float32Array): Float64Array {
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
