import { EspalierError } from '../../src-shared/errors.ts';
import type { Graph } from './graph.ts';
import { inferShapes } from './shape-inference.ts';

/** The ends of an image classifier: input [N, channels, height, width], output [N, classes]. */
export interface Classifier {
  readonly images: string;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly logits: string;
  readonly classes: number;
}

/** @throws EspalierError `bad-network` where the graph is no image classifier with one input and one output. */
export function readClassifier(graph: Graph): Classifier {
  const [input, ...moreInputs] = graph.inputs;
  const [output, ...moreOutputs] = graph.outputs;
  if (input === undefined || output === undefined || moreInputs.length > 0 || moreOutputs.length > 0) {
    throw new EspalierError('bad-network', `"${graph.name}" needs exactly one input and one output to be a classifier`);
  }
  const [, channels, height, width] = input.shape;
  const logitsShape = inferShapes(graph).get(output.name) ?? [];
  const classes = logitsShape[1];
  if (
    input.shape.length !== 4 ||
    typeof channels !== 'number' ||
    typeof height !== 'number' ||
    typeof width !== 'number' ||
    logitsShape.length !== 2 ||
    typeof classes !== 'number'
  ) {
    throw new EspalierError(
      'bad-network',
      `"${graph.name}" takes [${input.shape.join(', ')}] and gives [${logitsShape.join(', ')}], not [N, C, H, W] and [N, classes]`,
    );
  }
  return { images: input.name, channels, height, width, logits: output.name, classes };
}

/** The weights that are scales of a batch normalisation. */
export function batchNormScales(graph: Graph): Set<string> {
  return new Set(graph.nodes.flatMap((node) => (node.operator === 'BatchNormalization' ? [node.inputs[1] ?? ''] : [])));
}
