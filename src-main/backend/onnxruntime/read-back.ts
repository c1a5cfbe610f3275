import { OPERATOR_SET, type Graph, type ValueInfo } from '../../graph/graph.ts';

/** A graph that only hands its inputs out as `read/NAME`: run by a session whose outputs are the CPU's, it reads values back from a device. */
export function readBackGraph(values: readonly ValueInfo[]): Graph {
  return {
    name: 'read-back',
    operatorSet: OPERATOR_SET,
    inputs: values,
    outputs: values.map((value) => ({ ...value, name: readName(value.name) })),
    nodes: values.map(({ name }) => ({
      name: readName(name),
      operator: 'Identity',
      domain: '',
      inputs: [name],
      outputs: [readName(name)],
      attributes: {},
    })),
    weights: new Map(),
  };
}

export function readName(name: string): string {
  return `read/${name}`;
}
