import { EspalierError } from '../../../../src-shared/errors.ts';
import { ints } from '../../../graph/attribute.ts';
import { createGraphBuilder } from '../../../graph/builder.ts';
import { ESPALIER_DOMAIN } from '../../../graph/gradients/rule.ts';
import { OPERATOR_SET, type Graph, type GraphNode, type ValueInfo } from '../../../graph/graph.ts';
import { nextName } from '../../../graph/optimizer.ts';
import type { MapOrder } from './channels-last-maps.ts';
import { channelsLastShape } from './channels-last-weights.ts';
import type { Lowering, LoweringContext, LoweringTarget } from './lowering.ts';

export interface LoweringPlan {
  readonly target: LoweringTarget;
  /** The concrete shape of a value. */
  readonly shape: (value: string) => number[];
  /** How a node is lowered; undefined where it stays as it is. */
  readonly findLowering: (node: GraphNode) => Lowering | undefined;
  readonly order: MapOrder;
  /** Weights, and what the optimizer keeps of them, that are kept with their channels last; and gradients wanted in that order. None where left out. */
  readonly states?: ReadonlySet<string>;
  readonly gradients?: ReadonlySet<string>;
}

/** Replaces a graph's nodes as planned. @throws EspalierError `internal` for an operator of our domain that has no lowering. */
export function applyLowerings(graph: Graph, plan: LoweringPlan): Graph {
  const { target, shape, findLowering, order, states = new Set(), gradients = new Set() } = plan;
  const builder = createGraphBuilder(graph.name, Math.max(graph.operatorSet, OPERATOR_SET), 'lowered/');
  const nextStates = new Set([...states].map(nextName));
  const declaredShape = ({ name, shape: declared }: ValueInfo): ValueInfo['shape'] =>
    states.has(name) || nextStates.has(name) ? channelsLastShape(declared.map(Number)) : declared;
  for (const input of graph.inputs) builder.input(input.name, input.type, declaredShape(input));
  for (const [name, tensor] of graph.weights) builder.weight(name, tensor);
  const sharedValues = new Map<string, string>();
  const renamed = new Map<string, string>();
  const readers = new Set(graph.nodes.flatMap(({ operator, inputs }) => inputs.map((input) => `${operator} ${input}`)));
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
    const lowering = findLowering(node);
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
