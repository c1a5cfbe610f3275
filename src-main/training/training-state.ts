import { floatWeight, withWeights, type Graph } from '../graph/graph.ts';
import type { TrainingStep } from '../graph/training-step.ts';
import { zeros, type Tensor } from '../graph/tensor.ts';
import type { NamedState } from '../backend/backend.ts';

/** All that a training step changes: weights, running statistics, the optimizer's states and sums of gradients, by name. */
export type TrainingState = NamedState;

/** The state a stage starts from: the network's weights, and optimizer states and sums of zero. */
export function initialState(graph: Graph, step: TrainingStep): TrainingState {
  const zeroNames = new Set([...step.optimizerStates, ...step.gradientSums]);
  const states = step.graph.inputs.filter(({ name }) => zeroNames.has(name));
  return new Map<string, Tensor>([
    ...[...step.parameters, ...step.statistics].map((name) => [name, floatWeight(graph, name)] as const),
    ...states.map(({ name, shape }) => [name, zeros(shape.map(Number))] as const),
  ]);
}

/** The network with the weights of a state. */
export function networkOf(graph: Graph, state: TrainingState): Graph {
  return withWeights(
    graph,
    [...state].filter(([name]) => graph.weights.has(name)),
  );
}

/** The optimizer's states, for a checkpoint. */
export function optimizerStatesOf(state: TrainingState, step: TrainingStep): Map<string, Tensor> {
  const names = new Set(step.optimizerStates);
  return new Map([...state].filter(([name]) => names.has(name)));
}
