import { numberAttribute } from '../../graph/attribute.ts';
import { floatWeight, type Graph } from '../../graph/graph.ts';
import { BATCH_NORM_EPSILON } from './append-layer.ts';
import { layersOfGraph, type LayerConvolution } from './layers-of-graph.ts';
import { printCfg } from './print-cfg.ts';

/** A network as darknet's two files. */
export interface DarknetFiles {
  /** The text of the `.cfg`. */
  readonly cfg: string;
  /** The bytes of the `.weights`. */
  readonly weights: Uint8Array;
}

/** Version 0.2.5, which current programs write, and no images seen. */
const HEADER = Int32Array.of(0, 2, 5, 0, 0);

/**
 * Writes a YOLO network for darknet and what reads its files: the layers with as many filters as they have, and their weights. A bias before
 * a batch normalisation goes into the mean that it subtracts, and an epsilon that is not darknet's into the variance, which computes the same.
 * @throws EspalierError `bad-network` naming the node that darknet has no layer for.
 */
export function encodeDarknet(graph: Graph): DarknetFiles {
  const { network, convolutions } = layersOfGraph(graph);
  const values = convolutions.flatMap((convolution) => storedValues(graph, convolution));
  const length = values.reduce((sum, { byteLength }) => sum + byteLength, HEADER.byteLength);
  const weights = new Uint8Array(length);
  let offset = 0;
  for (const data of [HEADER, ...values]) {
    weights.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return { cfg: printCfg(network), weights };
}

/** The values of a layer in the order of a file (`weightsOrder`). */
function storedValues(graph: Graph, { node, batchNorm }: LayerConvolution): Float32Array[] {
  const [, weightName = '', biasName = ''] = node.inputs;
  const weight = floatWeight(graph, weightName);
  const bias = biasName === '' ? new Float32Array(weight.shape[0] ?? 0) : floatWeight(graph, biasName).data;
  if (batchNorm === undefined) return [bias, weight.data];
  const [, scale = '', shift = '', mean = '', variance = ''] = batchNorm.inputs;
  const surplus = numberAttribute(batchNorm, 'epsilon', 1e-5) - Math.fround(BATCH_NORM_EPSILON);
  return [
    floatWeight(graph, shift).data,
    floatWeight(graph, scale).data,
    floatWeight(graph, mean).data.map((value, channel) => value - (bias[channel] ?? 0)),
    floatWeight(graph, variance).data.map((value) => Math.max(0, value + surplus)),
    weight.data,
  ];
}
