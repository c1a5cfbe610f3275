import { consumers, producers, type Graph, type GraphNode } from '../../../graph/graph.ts';
import { nextName } from '../../../graph/optimizer.ts';
import { carriesBackByColumns, readsSharedColumns } from './convolution.ts';

type Shape = (value: string) => number[];

/**
 * The weights that a training step had better keep with their channels last, [O, kh, kw, C], and what the optimizer keeps of them: those that
 * only take part in products with columns, whose channels are last, too. Nothing is transposed for them then. Gives the names of the states, and of
 * the gradients that are wanted in the same order.
 */
export function findChannelsLast(graph: Graph, shape: Shape): { states: Set<string>; gradients: Set<string> } {
  const readers = consumers(graph);
  const makers = producers(graph);
  const found = { states: new Set<string>(), gradients: new Set<string>() };
  for (const update of graph.nodes.filter(({ operator }) => operator === 'SgdMomentum' || operator === 'Adam')) {
    const [weight = '', gradient = ''] = update.inputs;
    const maker = makers.get(gradient);
    const isOnlyGradient = maker?.operator === 'ConvWeightGradient' && readers.get(gradient)?.length === 1;
    const others = (readers.get(weight) ?? []).filter((node) => node !== update);
    if (!isOnlyGradient || others.length === 0 || !others.every((node) => takesChannelsLast(node, weight, shape)))
      continue;
    const states = update.outputs.map((output) => update.inputs.find((input) => nextName(input) === output) ?? '');
    states.forEach((state) => found.states.add(state));
    found.gradients.add(gradient);
  }
  return found;
}

function takesChannelsLast(node: GraphNode, weight: string, shape: Shape): boolean {
  if (node.inputs[1] !== weight || node.inputs[0] === weight) return false;
  if (node.operator === 'Conv') return readsSharedColumns(node, shape);
  return node.operator === 'ConvInputGradient' && carriesBackByColumns(node, shape);
}

/** [O, C, kh, kw] as [O, kh, kw, C]. */
export function channelsLastShape([filters = 1, channels = 1, height = 1, width = 1]: readonly number[]): number[] {
  return [filters, height, width, channels];
}
