import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { withWeights, type Graph } from '../../../../src-main/graph/graph.ts';
import { readImageInput } from '../../../../src-main/graph/image-input.ts';
import { countElements, floatTensor, type FloatTensor } from '../../../../src-main/graph/tensor.ts';
import { createRandom } from '../../../../src-shared/random.ts';

const backend = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });

/** What a network gives for images, by the names of its outputs and in their order. */
export async function runNetwork(graph: Graph, images: FloatTensor): Promise<Map<string, FloatTensor>> {
  const executable = await backend.load(graph);
  const results = await executable.run({ [readImageInput(graph).images]: images });
  await executable.release();
  return new Map(
    graph.outputs.map(({ name }) => {
      const value = results[name];
      if (value?.type !== 'float32') throw new Error(`no float32 output "${name}"`);
      return [name, value];
    }),
  );
}

/** A network whose every weight matters: random ones, and statistics of batch normalisation that are not the initial ones. */
export function withRandomWeights(graph: Graph, seed: number): Graph {
  const random = createRandom(seed, 'darknet test');
  const drawn = graph.nodes.flatMap(({ operator, inputs }) => {
    const [, first = '', second = '', third = '', fourth = ''] = inputs;
    const draw = (name: string, valueOf: () => number) => {
      const shape = graph.weights.get(name)?.shape ?? [];
      return [name, floatTensor(shape, Float32Array.from({ length: countElements(shape) }, valueOf))] as const;
    };
    const small = (): number => random.normal() * 0.2;
    const positive = (): number => 0.5 + random.uniform();
    // Small, so that sums of sums stay small too.
    const scale = (): number => 0.3 + 0.4 * random.uniform();
    if (operator === 'BatchNormalization') {
      return [draw(first, scale), draw(second, small), draw(third, small), draw(fourth, positive)];
    }
    if (operator !== 'Conv') return [];
    const fan = countElements(graph.weights.get(first)?.shape.slice(1) ?? []);
    return [draw(first, () => random.normal() * Math.sqrt(2 / fan)), ...(second === '' ? [] : [draw(second, small)])];
  });
  return withWeights(graph, drawn);
}
