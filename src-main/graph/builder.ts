import { EspalierError } from '../../src-shared/errors.ts';
import type { Attributes } from './attribute.ts';
import { OPERATOR_SET, type Dimension, type Graph, type GraphNode, type ValueInfo } from './graph.ts';
import { int64Tensor, type Tensor, type TensorType } from './tensor.ts';

export interface NodeOptions {
  readonly attributes?: Attributes;
  readonly domain?: string;
  /** Names the node and, with one output, its value; made up from the operator otherwise. */
  readonly name?: string;
  /** Names the value of a node with one output, where it is not the node's own name. */
  readonly output?: string;
}

/** Collects a graph node by node; every method returns the names of the values it adds. */
export interface GraphBuilder {
  input(name: string, type: TensorType, shape: readonly Dimension[]): string;
  output(value: string, type: TensorType, shape: readonly Dimension[]): void;
  /** @throws EspalierError `internal` where the name is taken. */
  weight(name: string, tensor: Tensor): string;
  /** An unnamed constant; equal int64 lists are stored once. */
  constant(tensor: Tensor): string;
  ints(values: readonly number[]): string;
  /** Adds a node with one output. */
  add(operator: string, inputs: readonly string[], options?: NodeOptions): string;
  /** Adds a node with several outputs. */
  addMany(operator: string, inputs: readonly string[], outputs: number, options?: NodeOptions): string[];
  /** Adds a node whose values already have names. */
  append(node: GraphNode): void;
  build(): Graph;
}

/** `prefix` begins every made-up name, so that those of two builders never meet in one graph. */
export function createGraphBuilder(name: string, operatorSet: number = OPERATOR_SET, prefix = ''): GraphBuilder {
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  const nodes: GraphNode[] = [];
  const weights = new Map<string, Tensor>();
  const sharedInts = new Map<string, string>();
  const counts = new Map<string, number>();

  function uniqueName(stem: string): string {
    const count = counts.get(stem) ?? 0;
    counts.set(stem, count + 1);
    return `${prefix}${stem}:${count}`;
  }

  function addMany(operator: string, from: readonly string[], count: number, options: NodeOptions = {}): string[] {
    const nodeName = options.name ?? uniqueName(operator);
    const values = Array.from({ length: count }, (_, index) =>
      count === 1 ? (options.output ?? nodeName) : `${nodeName}.${index}`,
    );
    nodes.push({
      name: nodeName,
      operator,
      domain: options.domain ?? '',
      inputs: from,
      outputs: values,
      attributes: options.attributes ?? {},
    });
    return values;
  }

  const builder: GraphBuilder = {
    input(valueName, type, shape) {
      inputs.push({ name: valueName, type, shape });
      return valueName;
    },
    output(value, type, shape) {
      outputs.push({ name: value, type, shape });
    },
    weight(weightName, tensor) {
      if (weights.has(weightName)) throw new EspalierError('internal', `the weight "${weightName}" exists already`);
      weights.set(weightName, tensor);
      return weightName;
    },
    constant: (tensor) => builder.weight(uniqueName('constant'), tensor),
    ints(values) {
      const key = values.join(',');
      const known = sharedInts.get(key);
      if (known !== undefined) return known;
      const made = builder.constant(int64Tensor(values));
      sharedInts.set(key, made);
      return made;
    },
    add: (operator, from, options) => addMany(operator, from, 1, options)[0] ?? '',
    addMany,
    append: (node) => void nodes.push(node),
    build: () => ({ name, operatorSet, inputs, outputs, nodes, weights }),
  };
  return builder;
}
