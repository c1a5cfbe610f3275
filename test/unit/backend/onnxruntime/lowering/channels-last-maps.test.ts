import { describe, expect, it } from 'vitest';
import { mapsOfProducts, orderMaps } from '../../../../../src-main/backend/onnxruntime/lowering/channels-last-maps.ts';
import { concreteShape, inferShapes } from '../../../../../src-main/graph/shape-inference.ts';
import { buildTrainingStep } from '../../../../../src-main/graph/training-step.ts';
import { buildVgg16 } from '../../../../../src-main/network/vgg16.ts';

const network = buildVgg16({ classes: 10, width: 0.125, seed: 1 });
const { graph } = buildTrainingStep(network, { batchSize: 8, momentum: 0.9, weightDecay: 0, sparsity: 0 });
const shapes = inferShapes(graph);
const shape = (value: string): number[] => concreteShape(shapes, value);

describe('the order of maps', () => {
  const order = orderMaps(graph, mapsOfProducts(shape, { device: 'cpu', channelBlock: 16 }));

  // Would catch a transposition between every convolution and the batch normalisation behind it.
  it('has channels last from a convolution of small maps through what follows it, and first on large maps', () => {
    const maps = graph.nodes.filter(({ operator }) => ['Conv', 'BatchNormTraining'].includes(operator));
    const last = maps
      .filter(({ outputs: [output = ''] }) => order.isLast(output))
      .map(({ outputs: [output = ''] }) => shape(output)[2]);
    expect(last).toEqual([...Array<number>(6).fill(8), ...Array<number>(6).fill(4), ...Array<number>(6).fill(2)]);
  });

  // Would catch pooling, whose windows run over the last two dimensions, reading maps in the wrong order.
  it('gives pooling and its gradient channels first', () => {
    const pooling = graph.nodes.filter(({ operator }) => operator.startsWith('MaxPool'));
    expect(pooling.length).toBeGreaterThan(0);
    expect(pooling.some((node) => node.inputs.some((_, input) => order.takesLast(node, input)))).toBe(false);
  });

  // Would catch a map that is transposed within a block of small maps: on 8×8 gradients go back by a convolution of maps with channels first.
  it('transposes maps where a block of small maps begins and ends', () => {
    const transposed = graph.nodes.flatMap((node) =>
      node.inputs.filter((value, input) => order.isLast(value) !== order.takesLast(node, input)),
    );
    const ofSize = (size: number): number => new Set(transposed.filter((value) => shape(value)[2] === size)).size;
    expect([ofSize(8), ofSize(4), ofSize(2)]).toEqual([8, 4, 4]);
  });
});
