import { ESPALIER_DOMAIN } from '../../../graph/gradients/rule.ts';
import type { Graph, GraphNode } from '../../../graph/graph.ts';
import { applyLowerings } from './apply-lowerings.ts';
import { mapsOfProducts, orderMaps } from './channels-last-maps.ts';
import { findChannelsLast } from './channels-last-weights.ts';
import { lowerConvWeightGradient } from './convolution-weight.ts';
import { lowerConv, lowerConvInputGradient } from './convolution.ts';
import {
  lowerLeakyReluGradient,
  lowerReluGradient,
  lowerSoftmaxCrossEntropy,
  lowerSoftmaxCrossEntropyGradient,
} from './elementwise.ts';
import type { Lowering, LoweringTarget } from './lowering.ts';
import { lowerMaxPool, lowerMaxPoolGradient } from './max-pooling.ts';
import { lowerBatchNormGradient, lowerBatchNormTraining } from './normalization.ts';
import { lowerAveragePoolGradient, lowerGlobalAveragePoolGradient } from './pooling.ts';
import { lowerAdam, lowerSgdMomentum } from './update.ts';

const LOWERINGS: ReadonlyMap<string, Lowering> = new Map([
  ['SoftmaxCrossEntropy', lowerSoftmaxCrossEntropy],
  ['SoftmaxCrossEntropyGradient', lowerSoftmaxCrossEntropyGradient],
  ['SgdMomentum', lowerSgdMomentum],
  ['Adam', lowerAdam],
  ['ReluGradient', lowerReluGradient],
  ['LeakyReluGradient', lowerLeakyReluGradient],
  ['BatchNormTraining', lowerBatchNormTraining],
  ['BatchNormGradient', lowerBatchNormGradient],
  ['MaxPoolGradient', lowerMaxPoolGradient],
  ['AveragePoolGradient', lowerAveragePoolGradient],
  ['GlobalAveragePoolGradient', lowerGlobalAveragePoolGradient],
  ['ConvInputGradient', lowerConvInputGradient],
  ['ConvWeightGradient', lowerConvWeightGradient],
]);

/** Operators of ONNX that a training graph computes in a way of its own. */
const OWN_WAYS: ReadonlyMap<string, Lowering> = new Map([
  ['Conv', lowerConv],
  ['MaxPool', lowerMaxPool],
]);

/**
 * Rewrites the nodes of our own domain into operators ONNX Runtime has, as of our operator set or the graph's if that is
 * newer; a graph without such nodes is returned as it is.
 * @throws EspalierError `internal` for an operator of ours that has no lowering.
 */
export function lowerGraph(graph: Graph, shape: (value: string) => number[], target: LoweringTarget): Graph {
  if (graph.nodes.every((node) => node.domain !== ESPALIER_DOMAIN)) return graph;
  const order = orderMaps(graph, mapsOfProducts(shape, target));
  return applyLowerings(graph, { target, shape, findLowering, order });
}

/** A training step lowered, and the names of the states that it keeps as [O, kh, kw, C] where the graph says [O, C, kh, kw]. */
export interface LoweredStep {
  readonly graph: Graph;
  readonly channelsLast: ReadonlySet<string>;
}

/** The same of a training step whose state may be kept in another order, on the CPU. @throws EspalierError as `lowerGraph` does. */
export function lowerStep(graph: Graph, shape: (value: string) => number[], target: LoweringTarget): LoweredStep {
  const { states, gradients } = findChannelsLast(graph, shape);
  const order = orderMaps(graph, mapsOfProducts(shape, target));
  const lowered = applyLowerings(graph, { target, shape, findLowering, order, states, gradients });
  return { graph: lowered, channelsLast: states };
}

function findLowering({ domain, operator }: GraphNode): Lowering | undefined {
  return (domain === ESPALIER_DOMAIN ? LOWERINGS : OWN_WAYS).get(operator);
}
