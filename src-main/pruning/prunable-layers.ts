import { numberAttribute } from '../graph/attribute.ts';
import { consumers as readersOf, floatWeight, withBatchSize, type Graph, type GraphNode } from '../graph/graph.ts';
import { concreteShape, inferShapes, type Shapes } from '../graph/shape-inference.ts';

/** A layer whose weight has one input channel (or `repeat` columns) for each output channel of a pruned layer. */
export interface ChannelReader {
  readonly layer: string;
  readonly weight: string;
  /** Axis of the weight that runs over the channels. */
  readonly axis: number;
  /** Values a channel takes on that axis: H·W behind a Flatten, else 1. */
  readonly repeat: number;
}

/** A convolution whose filters may be removed one by one, with everything that has to follow. */
export interface PrunableLayer {
  readonly name: string;
  /** [O, C, kh, kw]; one filter a row. */
  readonly weight: string;
  readonly channels: number;
  /** The weights of shape [O] that go with the filters: the convolution's bias and its batch normalisation's four. */
  readonly perChannel: readonly string[];
  readonly batchNorm: GraphNode | undefined;
  readonly readers: readonly ChannelReader[];
}

export interface UnprunableLayer {
  readonly name: string;
  readonly channels: number;
  readonly reason: string;
}

export interface LayerSurvey {
  readonly prunable: readonly PrunableLayer[];
  readonly unprunable: readonly UnprunableLayer[];
}

/** Operators that treat channels one by one and keep a zero channel zero. */
const CHANNELWISE = new Set([
  'Relu',
  'LeakyRelu',
  'MaxPool',
  'AveragePool',
  'GlobalAveragePool',
  'Dropout',
  'Identity',
]);

/** Finds the convolutions whose output channels reach only layers that can do without them, and says why the others can't be pruned. */
export function surveyLayers(graph: Graph): LayerSurvey {
  const shapes = inferShapes(withBatchSize(graph, 1));
  const readers = readersOf(graph);
  const prunable: PrunableLayer[] = [];
  const unprunable: UnprunableLayer[] = [];
  for (const node of graph.nodes) {
    if (node.operator !== 'Conv') continue;
    const found = followChannels(graph, node, readers, shapes);
    if (typeof found === 'string') {
      unprunable.push({ name: node.name, channels: Number(shapes.get(node.outputs[0] ?? '')?.[1]), reason: found });
    } else {
      prunable.push(found);
    }
  }
  return { prunable, unprunable };
}

function followChannels(
  graph: Graph,
  convolution: GraphNode,
  readersOfValue: ReadonlyMap<string, readonly GraphNode[]>,
  shapes: Shapes,
): PrunableLayer | string {
  const [, weight = '', bias] = convolution.inputs;
  if (numberAttribute(convolution, 'group', 1) !== 1) return 'it is a grouped convolution';
  const perChannel = bias === undefined || bias === '' ? [] : [bias];
  const channelReaders: ChannelReader[] = [];
  let batchNorm: GraphNode | undefined;
  const open: { value: string; repeat: number }[] = [{ value: convolution.outputs[0] ?? '', repeat: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, repeat } = next;
    if (graph.outputs.some((output) => output.name === value)) return 'it is an output of the network';
    for (const reader of readersOfValue.get(value) ?? []) {
      const [first = '', second = ''] = reader.inputs;
      const output = reader.outputs[0] ?? '';
      if (CHANNELWISE.has(reader.operator)) {
        open.push({ value: output, repeat });
      } else if (reader.operator === 'BatchNormalization' && repeat === 1) {
        if (batchNorm !== undefined) return 'it is followed by two batch normalisations';
        batchNorm = reader;
        perChannel.push(...reader.inputs.slice(1));
        open.push({ value: output, repeat });
      } else if (reader.operator === 'Flatten' && numberAttribute(reader, 'axis', 1) === 1) {
        const [, , height = 1, width = 1] = concreteShape(shapes, value);
        open.push({ value: output, repeat: repeat * height * width });
      } else if (reader.operator === 'Conv' && first === value && numberAttribute(reader, 'group', 1) === 1) {
        channelReaders.push({ layer: reader.name, weight: second, axis: 1, repeat: 1 });
      } else if (reader.operator === 'Gemm' && first === value && numberAttribute(reader, 'transA', 0) === 0) {
        const axis = numberAttribute(reader, 'transB', 0) === 1 ? 1 : 0;
        channelReaders.push({ layer: reader.name, weight: second, axis, repeat });
      } else {
        return `its channels are coupled with others by ${reader.operator} "${reader.name}"`;
      }
    }
  }
  for (const name of [weight, ...perChannel, ...channelReaders.map((reader) => reader.weight)]) {
    if (graph.weights.get(name)?.type !== 'float32') return `"${name}" is not a constant of type float32`;
    if (readersOfValue.get(name)?.length !== 1) return `layers share the weight "${name}"`;
  }
  return {
    name: convolution.name,
    weight,
    channels: floatWeight(graph, weight).shape[0] ?? 0,
    perChannel,
    batchNorm,
    readers: channelReaders,
  };
}
