import { numberAttribute, type Attributes } from '../../graph/attribute.ts';
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
  const alone = describeLayer(maker, shapes);
  if (reader === undefined) return alone;
  const made = sizeOf(shapes, maker.outputs[0]);
  const read = sizeOf(shapes, reader.inputs[0]);
  const shrink = made.map((size, axis) => Math.floor(size / (read[axis] ?? Infinity)));
  if (shrink.some((factor) => factor < 1)) return alone;
  const [filters = 1] = concreteShape(shapes, reader.inputs[1] ?? '');
  return { ...alone, shrink, reader: { ...describeConvolution(reader, shapes), filters } };
}

/** A convolution by itself. */
export function describeLayer(node: GraphNode, shapes: Shapes): LayerChain {
  return {
    input: concreteShape(shapes, node.inputs[0] ?? '').slice(1),
    layer: describeConvolution(node, shapes),
    shrink: sizeOf(shapes, node.outputs[0]).map(() => 1),
    reader: undefined,
  };
}

function describeConvolution({ inputs, attributes }: GraphNode, shapes: Shapes): ConvolutionShape {
  return { kernel: sizeOf(shapes, inputs[1]), attributes };
}

/** Without the first two dimensions. */
function sizeOf(shapes: Shapes, value = ''): number[] {
  return concreteShape(shapes, value).slice(2);
}
