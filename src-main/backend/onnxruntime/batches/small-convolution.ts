import { numberAttribute } from '../../../graph/attribute.ts';
import type { Graph, GraphNode } from '../../../graph/graph.ts';
import type { FloatTensor } from '../../../graph/tensor.ts';
import { readWindow, windowOutput, type WindowedMap } from '../../../graph/window.ts';

/** A convolution without groups, of constant weights. */
export interface SmallConvolution extends WindowedMap {
  /** [O, C, kh, kw]. */
  readonly weight: FloatTensor;
  /** [O]. */
  readonly bias: FloatTensor | undefined;
  readonly filters: number;
  readonly channels: number;
}

/** Reads a node as such a convolution; undefined where it is none. */
export function readSmallConvolution(
  graph: Graph,
  node: GraphNode,
  shape: (value: string) => number[],
): SmallConvolution | undefined {
  if (node.operator !== 'Conv' || node.domain !== '' || numberAttribute(node, 'group', 1) !== 1) return undefined;
  const [weight, bias] = node.inputs.slice(1).map((name) => graph.weights.get(name));
  if (weight?.type !== 'float32' || weight.shape.length !== 4) return undefined;
  if (node.inputs.length > 2 && bias?.type !== 'float32') return undefined;
  const [filters = 1, channels = 1, ...kernel] = weight.shape;
  const [, , height = 1, width = 1] = shape(node.inputs[0] ?? '');
  const window = readWindow(node, kernel);
  return {
    weight,
    bias: bias?.type === 'float32' ? bias : undefined,
    filters,
    channels,
    window,
    map: [height, width],
    output: windowOutput(window, height, width),
  };
}
