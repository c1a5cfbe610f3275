import { EspalierError } from '../../src-shared/errors.ts';
import type { Graph } from './graph.ts';

/** The images that a network takes: [N, channels, height, width]. */
export interface ImageInput {
  readonly images: string;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** @throws EspalierError `bad-network` where the network takes anything but one batch of images of a fixed size. */
export function readImageInput(graph: Graph): ImageInput {
  const [input, ...others] = graph.inputs;
  const [, channels, height, width] = input?.shape ?? [];
  if (
    input?.shape.length !== 4 ||
    others.length > 0 ||
    typeof channels !== 'number' ||
    typeof height !== 'number' ||
    typeof width !== 'number'
  ) {
    const inputs = graph.inputs.map(({ shape }) => `[${shape.join(', ')}]`).join(' and ');
    throw new EspalierError(
      'bad-network',
      `"${graph.name}" takes ${inputs === '' ? 'nothing' : inputs}, not one batch of images [N, C, H, W] of a fixed size`,
    );
  }
  return { images: input.name, channels, height, width };
}
