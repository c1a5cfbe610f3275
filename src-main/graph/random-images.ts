import { createRandom } from '../../src-shared/random.ts';
import type { Graph } from './graph.ts';
import { readImageInput } from './image-input.ts';
import { countElements, floatTensor, type FloatTensor } from './tensor.ts';

/** So many images of noise as a network takes them, always the same ones. */
export function randomImages(network: Graph, count: number): FloatTensor {
  const { channels, height, width } = readImageInput(network);
  const random = createRandom(1, 'images');
  const shape = [count, channels, height, width];
  return floatTensor(
    shape,
    Float32Array.from({ length: countElements(shape) }, () => random.normal()),
  );
}

/** The same as the inputs of a pass. */
export function randomInputs(network: Graph, count: number): Record<string, FloatTensor> {
  return { [readImageInput(network).images]: randomImages(network, count) };
}
