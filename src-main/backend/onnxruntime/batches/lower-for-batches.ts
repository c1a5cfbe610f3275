import { EspalierError } from '../../../../src-shared/errors.ts';
import { withBatchSize, type Graph, type GraphNode } from '../../../graph/graph.ts';
import { concreteShape, inferShapes, type Shapes } from '../../../graph/shape-inference.ts';
import { applyLowerings } from '../lowering/apply-lowerings.ts';
import { orderMaps } from '../lowering/channels-last-maps.ts';
import type { Lowering } from '../lowering/lowering.ts';
import { denseConvolution, suitsDense } from './dense-convolution.ts';
import { foldBatchNorm } from './fold-batch-norm.ts';
import { readSmallConvolution, type SmallConvolution } from './small-convolution.ts';
import { suitsWinograd, winogradConvolution } from './winograd-convolution.ts';

const NONE: ReadonlySet<string> = new Set();

/**
 * A network for evaluation, on the CPU: convolutions of small maps, at which ONNX Runtime is slow, become products over the whole batch. Batches may
 * still be of any size; the values are the same up to rounding.
 */
export function lowerForBatches(graph: Graph): Graph {
  const shapes = inferImageShapes(graph);
  if (shapes === undefined) return graph;
  const shape = (value: string): number[] => concreteShape(shapes, value);
  const readSuited = (source: Graph, node: GraphNode): SmallConvolution | undefined => {
    const convolution = readSmallConvolution(source, node, shape);
    return convolution !== undefined && (suitsDense(convolution) || suitsWinograd(convolution))
      ? convolution
      : undefined;
  };
  const folded = foldBatchNorm(graph, (node) => readSuited(graph, node) !== undefined);
  const lowerings = new Map<GraphNode, Lowering>();
  const withTiles = new Set<GraphNode>();
  for (const node of folded.nodes) {
    const convolution = readSuited(folded, node);
    if (convolution === undefined) continue;
    if (suitsDense(convolution)) {
      lowerings.set(node, denseConvolution(convolution));
    } else {
      lowerings.set(node, winogradConvolution(convolution));
      withTiles.add(node);
    }
  }
  if (lowerings.size === 0) return graph;
  const lowered = applyLowerings(folded, {
    target: { device: 'cpu' },
    shape,
    findLowering: (node) => lowerings.get(node),
    order: orderMaps(folded, (node) => (withTiles.has(node) ? [0] : undefined)),
    states: NONE,
    gradients: NONE,
  });
  const read = new Set(lowered.nodes.flatMap(({ inputs }) => inputs));
  return { ...lowered, weights: new Map([...lowered.weights].filter(([name]) => read.has(name))) };
}

/** Shapes for a batch of one image; undefined where a network has operators that only ONNX Runtime knows. */
function inferImageShapes(graph: Graph): Shapes | undefined {
  try {
    return inferShapes(withBatchSize(graph, 1));
  } catch (error) {
    if (error instanceof EspalierError && error.code === 'bad-network') return undefined;
    throw error;
  }
}
