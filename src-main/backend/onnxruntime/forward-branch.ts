import { int } from '../../graph/attribute.ts';
import { producers, type Graph, type GraphNode, type ValueInfo } from '../../graph/graph.ts';
import { ELEMENT_TYPE } from '../../graph/onnx-format.ts';
import { concreteShape, inferShapes } from '../../graph/shape-inference.ts';
import { int64Tensor, type Tensor } from '../../graph/tensor.ts';
import { LOSS } from '../../graph/training-step.ts';
import { valueType } from '../../graph/value-type.ts';
import { LOWERED_SHAPE_RULES } from './lowered-shapes.ts';
import { plainNode } from './plain-node.ts';

const INNER = 'forward/';
const NEVER = 'never/';

/**
 * A lowered step with its forward pass as the branch of an If that is always taken, `condition` being a true value. ONNX Runtime plans the memory of each
 * graph by itself: in one graph what the forward pass no longer needs would be held for values of equal shape in the backward pass, and
 * what is computed for the second time would be taken for what was computed first.
 */
export function branchForward(step: Graph, condition: string): Graph {
  const forward = neededFor(LOSS, step);
  const later = step.nodes.filter((node) => !forward.has(node));
  const read = new Set([...later.flatMap(({ inputs }) => inputs), ...step.outputs.map(({ name }) => name)]);
  const shapes = inferShapes(step, LOWERED_SHAPE_RULES);
  const given = [...forward].flatMap((node) =>
    node.outputs.flatMap((name, place): ValueInfo[] =>
      read.has(name) ? [{ name, type: valueType(node, place), shape: concreteShape(shapes, name) }] : [],
    ),
  );
  const made = new Set([...forward].flatMap(({ outputs }) => outputs));
  const inner = (value: string): string => (made.has(value) ? `${INNER}${value}` : value);
  const taken: Graph = {
    ...bare(step, 'forward', given, INNER),
    nodes: [...forward].map((node) => ({
      ...node,
      inputs: node.inputs.map(inner),
      outputs: node.outputs.map(inner),
    })),
  };
  const branches = {
    then_branch: { type: 'graph', value: taken },
    else_branch: { type: 'graph', value: neverTaken(step, given, condition) },
  } as const;
  const names = given.map(({ name }) => name);
  return { ...step, nodes: [plainNode('If', [condition], names, branches), ...later] };
}

/** The nodes that a value is made by, in order. */
function neededFor(value: string, graph: Graph): ReadonlySet<GraphNode> {
  const makers = producers(graph);
  const needed = new Set<GraphNode>();
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const maker = makers.get(next);
    if (maker === undefined || needed.has(maker)) continue;
    needed.add(maker);
    open.push(...maker.inputs);
  }
  return new Set(graph.nodes.filter((one) => needed.has(one)));
}

/** Values of the same types and shapes, which ONNX asks for; made of the condition, so that they are no constants that take memory. */
function neverTaken(step: Graph, given: readonly ValueInfo[], condition: string): Graph {
  const types = [...new Set(given.map(({ type }) => type))];
  const weights = new Map<string, Tensor>(
    given.map(({ name, shape }) => [`${NEVER}shape of ${name}`, int64Tensor(shape.map(Number))]),
  );
  return {
    ...bare(step, 'never', given, NEVER),
    weights,
    nodes: [
      ...types.map((type) => plainNode('Cast', [condition], [`${NEVER}as ${type}`], { to: int(ELEMENT_TYPE[type]) })),
      ...given.map(({ name, type }) =>
        plainNode('Expand', [`${NEVER}as ${type}`, `${NEVER}shape of ${name}`], [`${NEVER}${name}`]),
      ),
    ],
  };
}

function bare({ operatorSet }: Graph, name: string, given: readonly ValueInfo[], prefix: string): Graph {
  const outputs = given.map((value) => ({ ...value, name: `${prefix}${value.name}` }));
  return { name, operatorSet, inputs: [], outputs, nodes: [], weights: new Map() };
}
