import { EspalierError } from '../../src-shared/errors.ts';
import type { Graph } from './graph.ts';

/**
 * Checks that a graph out of a file can be computed from its first node to its last: every value is made once, and before it is read
 * (the ONNX specification's single assignment and topological order).
 * @throws EspalierError `bad-network` naming the node and the value.
 */
export function checkGraph({ inputs, outputs, nodes, weights }: Graph): void {
  const known = new Set(weights.keys());
  for (const { name } of inputs) define(name, 'the inputs');
  for (const node of nodes) {
    const missing = node.inputs.find((input) => input !== '' && !known.has(input));
    if (missing !== undefined) {
      fail(
        `node "${node.name}" reads "${missing}", which nothing before it makes: nodes are out of order, in a circle, or missing`,
      );
    }
    for (const output of node.outputs) if (output !== '') define(output, `node "${node.name}"`);
  }
  const unmade = outputs.find(({ name }) => !known.has(name));
  if (unmade !== undefined) fail(`nothing makes the output "${unmade.name}"`);

  function define(value: string, by: string): void {
    if (known.has(value)) fail(`the value "${value}" of ${by} is there twice`);
    known.add(value);
  }
}

function fail(problem: string): never {
  throw new EspalierError('bad-network', problem);
}
