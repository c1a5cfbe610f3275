import { EspalierError } from '../../src-shared/errors.ts';
import type { Graph } from './graph.ts';
import { readImageInput, type ImageInput } from './image-input.ts';
import { inferShapes } from './shape-inference.ts';

/** The ends of an image classifier: input [N, channels, height, width], output [N, classes]. */
export interface Classifier extends ImageInput {
  readonly logits: string;
  readonly classes: number;
}

/** @throws EspalierError `bad-network` where the graph is no image classifier with one input and one output. */
export function readClassifier(graph: Graph): Classifier {
  const input = readImageInput(graph);
  const [output, ...moreOutputs] = graph.outputs;
  if (output === undefined || moreOutputs.length > 0) {
    throw new EspalierError('bad-network', `"${graph.name}" needs exactly one output to be a classifier`);
  }
  const logitsShape = inferShapes(graph).get(output.name) ?? [];
  const classes = logitsShape[1];
  if (logitsShape.length !== 2 || typeof classes !== 'number') {
    throw new EspalierError(
      'bad-network',
      `"${graph.name}" gives [${logitsShape.join(', ')}], not one score a class [N, classes]`,
    );
  }
  return { ...input, logits: output.name, classes };
}

/** The weights that are scales of a batch normalisation. */
export function batchNormScales(graph: Graph): Set<string> {
  return new Set(graph.nodes.flatMap((node) => (node.operator === 'BatchNormalization' ? [node.inputs[1] ?? ''] : [])));
}
