import { createRandom } from '../../src-shared/random.ts';
import { readImageInput } from '../graph/image-input.ts';
import type { Graph } from '../graph/graph.ts';
import { countElements, floatTensor, type FloatTensor } from '../graph/tensor.ts';

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
