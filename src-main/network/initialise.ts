import type { Random } from '../../src-shared/random.ts';
import { numberAttribute } from '../graph/attribute.ts';
import { floatWeight, withWeights, type Graph, type GraphNode } from '../graph/graph.ts';
import { countElements, floatTensor, type FloatTensor } from '../graph/tensor.ts';
import { initialiseHeads } from './initialise-heads.ts';

/**
 * A network with initial weights, drawn layer by layer: convolutions, transposed ones too, from He's normal distribution
 * (arXiv 1502.01852) by fan-out, linear layers by fan-in, biases 0; batch normalisation starts from scale 0.5 as in Network Slimming
 * (arXiv 1708.06519), bias 0, mean 0, variance 1; a detector's outputs by `initialiseHeads`. Weights of other operators stay as they are.
 */
export function initialiseWeights(graph: Graph, random: Random): Graph {
  const drawn = initialiseHeads(graph, random);
  for (const node of graph.nodes) {
    for (const [name, draw] of initialisersOf(node, random)) {
      if (graph.weights.get(name)?.type !== 'float32' || drawn.has(name)) continue;
      drawn.set(name, draw(floatWeight(graph, name).shape));
    }
  }
  return withWeights(graph, drawn);
}

type Draw = (shape: readonly number[]) => FloatTensor;

function initialisersOf(node: GraphNode, random: Random): (readonly [name: string, draw: Draw])[] {
  const [, weight = '', second = '', third = '', fourth = ''] = node.inputs;
  switch (node.operator) {
    case 'Conv': {
      const group = numberAttribute(node, 'group', 1);
      const draw: Draw = (shape) => heNormal(random, shape, countElements([shape[0] ?? 1, ...shape.slice(2)]) / group);
      return [
        [weight, draw],
        [second, filled(0)],
      ];
    }
    case 'ConvTranspose':
      return [
        [weight, (shape) => heNormal(random, shape, countElements(shape.slice(1)))],
        [second, filled(0)],
      ];
    case 'Gemm': {
      const inputAxis = numberAttribute(node, 'transB', 0) === 1 ? 1 : 0;
      return [
        [weight, (shape) => heNormal(random, shape, shape[inputAxis] ?? 1)],
        [second, filled(0)],
      ];
    }
    case 'BatchNormalization':
      return [
        [weight, filled(0.5)],
        [second, filled(0)],
        [third, filled(0)],
        [fourth, filled(1)],
      ];
    default:
      return [];
  }
}

function heNormal(random: Random, shape: readonly number[], fan: number): FloatTensor {
  const deviation = Math.sqrt(2 / fan);
  const data = new Float32Array(countElements(shape));
  for (let index = 0; index < data.length; index++) data[index] = random.normal() * deviation;
  return floatTensor(shape, data);
}

function filled(value: number): Draw {
  return (shape) => floatTensor(shape, new Float32Array(countElements(shape)).fill(value));
}
