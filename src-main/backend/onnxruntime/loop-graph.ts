import { EspalierError } from '../../../src-shared/errors.ts';
import { int } from '../../graph/attribute.ts';
import type { Graph, ValueInfo } from '../../graph/graph.ts';
import { nextName } from '../../graph/optimizer.ts';
import { isRecomputing } from '../../graph/recompute.ts';
import { branchForward } from './forward-branch.ts';
import { plainNode } from './plain-node.ts';

/** Input of a loop graph: how often the step runs, a scalar. */
export const RUNS = 'loop/runs';

const CONDITION = 'loop/condition';

/** Names in a loop graph: the state it starts from, the state it ends with, and what all runs are fed or give, [runs, …]. */
export const firstName = (name: string): string => `first/${name}`;
export const lastName = (name: string): string => `last/${name}`;
export const stackedName = (name: string): string => `stacked/${name}`;

/**
 * A step that changes a state, so many times in one graph: ONNX's Loop hands the state from one run to the next without a copy, where every
 * output of a session costs one. Inputs besides the state and outputs besides it have a first dimension more, the runs.
 */
export function loopStep(step: Graph, state: readonly string[]): Graph {
  const carried = new Set(state);
  const next = new Set(state.map(nextName));
  const fed = step.inputs.filter(({ name }) => !carried.has(name));
  const given = step.outputs.filter(({ name }) => !next.has(name));
  const inputs = state.map((name) => find(step.inputs, name));
  const scalar = (name: string, type: ValueInfo['type']): ValueInfo => ({ name, type, shape: [] });
  const stacked = ({ name, type, shape }: ValueInfo): ValueInfo => ({
    name: stackedName(name),
    type,
    shape: ['runs', ...shape],
  });
  const { nodes } = isRecomputing(step) ? branchForward(step, CONDITION) : step;
  const body: Graph = {
    ...step,
    inputs: [scalar('loop/run', 'int64'), scalar(CONDITION, 'bool'), ...inputs],
    outputs: [scalar('loop/goes on', 'bool'), ...state.map((name) => find(step.outputs, nextName(name))), ...given],
    nodes: [
      plainNode('Identity', [CONDITION], ['loop/goes on']),
      ...fed.map(({ name }) => plainNode('Gather', [stackedName(name), 'loop/run'], [name], { axis: int(0) })),
      ...nodes,
    ],
  };
  const outputs = [...inputs.map((input) => ({ ...input, name: lastName(input.name) })), ...given.map(stacked)];
  return {
    name: `${step.name}-loop`,
    operatorSet: step.operatorSet,
    inputs: [
      scalar(RUNS, 'int64'),
      ...inputs.map((input) => ({ ...input, name: firstName(input.name) })),
      ...fed.map(stacked),
    ],
    outputs,
    nodes: [
      plainNode(
        'Loop',
        [RUNS, '', ...state.map(firstName)],
        outputs.map(({ name }) => name),
        {
          body: { type: 'graph', value: body },
        },
      ),
    ],
    weights: new Map(),
  };
}

function find(values: readonly ValueInfo[], name: string): ValueInfo {
  const found = values.find((value) => value.name === name);
  if (found === undefined) throw new EspalierError('internal', `the step has no value "${name}"`);
  return found;
}
