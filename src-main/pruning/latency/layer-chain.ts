import type { Attributes } from '../../graph/attribute.ts';
import { numberAttribute } from '../../graph/attribute.ts';
import { withBatchSize, type Graph, type GraphNode } from '../../graph/graph.ts';
import { concreteShape, inferShapes, type Shapes } from '../../graph/shape-inference.ts';
import { surveyGroups, type CoupledGroup } from '../coupled-groups.ts';

/** A convolution without its weights' values. */
export interface ConvolutionShape {
  readonly kernel: readonly number[];
  readonly attributes: Attributes;
}

/** A convolution and the next one that reads its channels: what takes longer the more of them there are. Equal ones take the same time. */
export interface LayerChain {
  /** Channels, height and width of what the layer reads. */
  readonly input: readonly number[];
  readonly layer: ConvolutionShape;
  /** By how much the map shrinks between the two. */
  readonly shrink: readonly number[];
  /** Undefined where no convolution reads the channels, or maps grow on the way to it. */
  readonly reader: (ConvolutionShape & { readonly filters: number }) | undefined;
}

/** The layers of a coupled group, of which only the number of channels can vary. */
export interface GroupChains {
  /** The group's. */
  readonly name: string;
  readonly layers: readonly string[];
  readonly channels: number;
  readonly chains: readonly LayerChain[];
}

/** The layers of every prunable group that can be timed by themselves: plain convolutions. Groups without one are left out. */
export function findChains(graph: Graph): GroupChains[] {
  const shapes = inferShapes(withBatchSize(graph, 1));
  return surveyGroups(graph).groups.flatMap((group) => {
    const makers = graph.nodes.filter(
      (node) => node.operator === 'Conv' && group.members.some(({ name }) => name === node.name),
    );
    const chains = makers.map((maker) => describeChain(maker, findReader(graph, group, maker), shapes));
    const { name, channels } = group;
    return chains.length === 0 ? [] : [{ name, channels, layers: makers.map((maker) => maker.name), chains }];
  });
}

/** The first plain convolution behind a layer that reads the group's channels. */
function findReader({ nodes }: Graph, { slots }: CoupledGroup, maker: GraphNode): GraphNode | undefined {
  const readers = new Set(slots.flatMap(({ layer, role }) => (role === 'reads' ? [layer] : [])));
  return nodes
    .slice(nodes.indexOf(maker) + 1)
    .find((node) => readers.has(node.name) && node.operator === 'Conv' && numberAttribute(node, 'group', 1) === 1);
}

function describeChain(maker: GraphNode, reader: GraphNode | undefined, shapes: Shapes): LayerChain {
  const sizeOf = (value = ''): number[] => concreteShape(shapes, value).slice(2);
  const convolutionOf = ({ inputs, attributes }: GraphNode): ConvolutionShape => ({
    kernel: sizeOf(inputs[1]),
    attributes,
  });
  const input = concreteShape(shapes, maker.inputs[0] ?? '').slice(1);
  const made = sizeOf(maker.outputs[0]);
  const read = reader === undefined ? [] : sizeOf(reader.inputs[0]);
  const shrink = made.map((size, axis) => Math.floor(size / (read[axis] ?? Infinity)));
  const [filters = 1] = concreteShape(shapes, reader?.inputs[1] ?? maker.inputs[1] ?? '');
  const fits = reader !== undefined && shrink.every((factor) => factor >= 1);
  return {
    input,
    layer: convolutionOf(maker),
    shrink: fits ? shrink : made.map(() => 1),
    reader: fits ? { ...convolutionOf(reader), filters } : undefined,
  };
}
