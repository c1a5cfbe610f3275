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

/** How a convolution of small maps is computed. */
interface Way {
  readonly lowering: Lowering;
  /** Inputs that are maps with their channels last, as the result is then; left out where it has them first. */
  readonly mapsLast?: readonly number[];
}

/**
 * A network for evaluation, on the CPU: convolutions of small maps, at which ONNX Runtime is slow, become products over the whole batch. Batches may
 * still be of any size; the values are the same up to rounding.
 */
export function lowerForBatches(graph: Graph): Graph {
  const shapes = inferImageShapes(graph);
  if (shapes === undefined) return graph;
  const shape = (value: string): number[] => concreteShape(shapes, value);
  const findWay = (source: Graph, node: GraphNode): Way | undefined => {
    const convolution = readSmallConvolution(source, node, shape);
    return convolution === undefined ? undefined : chooseWay(convolution);
  };
  const folded = foldBatchNorm(graph, (node) => findWay(graph, node) !== undefined);
  const ways = new Map(folded.nodes.map((node) => [node, findWay(folded, node)] as const));
  if ([...ways.values()].every((way) => way === undefined)) return graph;
  const lowered = applyLowerings(folded, {
    target: { device: 'cpu' },
    shape,
    findLowering: (node) => ways.get(node)?.lowering,
    order: orderMaps(folded, (node) => ways.get(node)?.mapsLast),
  });
  const read = new Set(lowered.nodes.flatMap(({ inputs }) => inputs));
  return { ...lowered, weights: new Map([...lowered.weights].filter(([name]) => read.has(name))) };
}

function chooseWay(convolution: SmallConvolution): Way | undefined {
  if (suitsDense(convolution)) return { lowering: denseConvolution(convolution) };
  return suitsWinograd(convolution) ? { lowering: winogradConvolution(convolution), mapsLast: [0] } : undefined;
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
