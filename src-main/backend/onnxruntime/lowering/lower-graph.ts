import { EspalierError } from '../../../../src-shared/errors.ts';
import { ints } from '../../../graph/attribute.ts';
import { createGraphBuilder } from '../../../graph/builder.ts';
import { ESPALIER_DOMAIN } from '../../../graph/gradients/rule.ts';
import { OPERATOR_SET, type Graph, type ValueInfo } from '../../../graph/graph.ts';
import { nextName } from '../../../graph/optimizer.ts';
import { orderMaps } from './channels-last-maps.ts';
import { channelsLastShape, findChannelsLast } from './channels-last-weights.ts';
import { lowerConvWeightGradient } from './convolution-weight.ts';
import { lowerConv, lowerConvInputGradient } from './convolution.ts';
import {
  lowerLeakyReluGradient,
  lowerReluGradient,
  lowerSoftmaxCrossEntropy,
  lowerSoftmaxCrossEntropyGradient,
} from './elementwise.ts';
import type { Lowering, LoweringContext, LoweringTarget } from './lowering.ts';
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
  return lower(graph, shape, target, new Set(), new Set());
}

/** A training step lowered, and the names of the states that it keeps as [O, kh, kw, C] where the graph says [O, C, kh, kw]. */
export interface LoweredStep {
  readonly graph: Graph;
  readonly channelsLast: ReadonlySet<string>;
}

/** The same of a training step whose state may be kept in another order, on the CPU. @throws EspalierError as `lowerGraph` does. */
export function lowerStep(graph: Graph, shape: (value: string) => number[], target: LoweringTarget): LoweredStep {
  const { states, gradients } = findChannelsLast(graph, shape);
  return { graph: lower(graph, shape, target, states, gradients), channelsLast: states };
}

function lower(
  graph: Graph,
  shape: (value: string) => number[],
  target: LoweringTarget,
  states: ReadonlySet<string>,
  gradients: ReadonlySet<string>,
): Graph {
  const builder = createGraphBuilder(graph.name, Math.max(graph.operatorSet, OPERATOR_SET), 'lowered/');
  const nextStates = new Set([...states].map(nextName));
  const declaredShape = ({ name, shape: declared }: ValueInfo): ValueInfo['shape'] =>
    states.has(name) || nextStates.has(name) ? channelsLastShape(declared.map(Number)) : declared;
  for (const input of graph.inputs) builder.input(input.name, input.type, declaredShape(input));
  for (const [name, tensor] of graph.weights) builder.weight(name, tensor);
  const sharedValues = new Map<string, string>();
  const renamed = new Map<string, string>();
  const readers = new Set(graph.nodes.flatMap(({ operator, inputs }) => inputs.map((input) => `${operator} ${input}`)));
  const order = orderMaps(graph, shape, target);
  const context: LoweringContext = {
    device: target.device,
    channelBlock: target.channelBlock,
    builder,
    shape,
    hasChannelsLast: (value) => states.has(value) || gradients.has(value) || order.isLast(value),
    isReadBy: (value, operator) => readers.has(`${operator} ${value}`),
    shared(key, make) {
      const known = sharedValues.get(key) ?? make();
      sharedValues.set(key, known);
      return known;
    },
  };
  /** A value as a node takes it, or with its channels first where it leaves the graph. */
  const arranged = (value: string, takesLast: boolean): string => {
    const lowered = renamed.get(value) ?? value;
    if (order.isLast(value) === takesLast) return lowered;
    return context.shared(`channels ${takesLast ? 'last' : 'first'} of ${lowered}`, () =>
      builder.add('Transpose', [lowered], { attributes: { perm: ints(takesLast ? [0, 2, 3, 1] : [0, 3, 1, 2]) } }),
    );
  };
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((input, index) => arranged(input, order.takesLast(node, index)));
    const lowering = (node.domain === ESPALIER_DOMAIN ? LOWERINGS : OWN_WAYS).get(node.operator);
    if (lowering === undefined) {
      if (node.domain !== ESPALIER_DOMAIN) {
        builder.append({ ...node, inputs });
        continue;
      }
      throw new EspalierError('internal', `ONNX Runtime has no lowering of ${node.operator}`);
    }
    lowering(node, inputs, context).forEach((value, index) => {
      const output = node.outputs[index];
      if (output !== undefined) renamed.set(output, value);
    });
  }
  for (const output of graph.outputs) {
    if (order.isLast(output.name)) renamed.set(output.name, arranged(output.name, false));
    builder.output(output.name, output.type, declaredShape(output));
  }
  return restoreOutputNames(builder.build(), renamed);
}

/** Gives the values that stand for graph outputs the outputs' names, so that no copy is needed for it. */
function restoreOutputNames(graph: Graph, renamed: ReadonlyMap<string, string>): Graph {
  const names = new Map<string, string>();
  for (const { name } of graph.outputs) {
    const value = renamed.get(name);
    if (value !== undefined) names.set(value, name);
  }
  const rename = (value: string): string => names.get(value) ?? value;
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) })),
  };
}
