import { EspalierError } from '../../../src-shared/errors.ts';
import type { Graph } from '../graph.ts';
import { inferShapes } from '../shape-inference.ts';

/**
 * @param expected The shapes [C, H, W] of each image's maps that a detector should give, by the names of the outputs.
 * @throws EspalierError `bad-network` where one is of another shape.
 */
export function checkOutputs(
  graph: Graph,
  expected: readonly (readonly [output: string, shape: readonly number[]])[],
): void {
  const shapes = inferShapes(graph);
  for (const [output, shape] of expected) {
    const [, ...found] = shapes.get(output) ?? [];
    if (found.length === shape.length && found.every((size, axis) => size === shape[axis])) continue;
    throw new EspalierError(
      'bad-network',
      `"${graph.name}": its output "${output}" should be [N, ${shape.join(', ')}] by what its metadata says of the detector, and is [N, ${found.join(', ')}]`,
    );
  }
}
