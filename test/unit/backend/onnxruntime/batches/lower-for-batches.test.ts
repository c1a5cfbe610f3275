import { describe, expect, it } from 'vitest';
import { lowerForBatches } from '../../../../../src-main/backend/onnxruntime/batches/lower-for-batches.ts';
import { createOnnxRuntimeBackend } from '../../../../../src-main/backend/onnxruntime/session.ts';
import { int, ints } from '../../../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../../../src-main/graph/builder.ts';
import type { Graph } from '../../../../../src-main/graph/graph.ts';
import { countElements, floatTensor, type FloatTensor } from '../../../../../src-main/graph/tensor.ts';
import { createRandom } from '../../../../../src-shared/random.ts';

interface Case {
  readonly channels: number;
  readonly filters: number;
  readonly map: readonly [number, number];
  readonly kernel?: number;
  readonly stride?: number;
  readonly pad?: number;
  readonly group?: number;
}

const random = createRandom(5);

function randomTensor(shape: readonly number[], offset = 0): FloatTensor {
  return floatTensor(
    shape,
    Float32Array.from({ length: countElements(shape) }, () => random.normal() + offset),
  );
}

/** Convolution, batch normalisation and activation, then the same sum that a shortcut makes. */
function network({ channels, filters, map, kernel = 3, stride = 1, pad = 1, group = 1 }: Case): Graph {
  const builder = createGraphBuilder('small-maps');
  const images = builder.input('images', 'float32', ['N', channels, ...map]);
  const attributes = {
    kernel_shape: ints([kernel, kernel]),
    strides: ints([stride, stride]),
    pads: ints([pad, pad, pad, pad]),
    group: int(group),
  };
  const weight = builder.weight('weight', randomTensor([filters, channels / group, kernel, kernel]));
  const convolved = builder.add('Conv', [images, weight, builder.weight('bias', randomTensor([filters]))], {
    attributes,
  });
  const statistics = ['scale', 'shift', 'mean', 'variance'].map((name) =>
    builder.weight(
      name,
      floatTensor([filters], randomTensor([filters], name === 'variance' ? 9 : 0).data.map(Math.abs)),
    ),
  );
  const active = builder.add('Relu', [builder.add('BatchNormalization', [convolved, ...statistics])]);
  const sum = builder.add('Add', [active, builder.add('Sigmoid', [active])]);
  builder.output(sum, 'float32', ['N', filters, 'H', 'W']);
  return builder.build();
}

async function compare(graph: Graph, images: FloatTensor): Promise<{ difference: number; largest: number }> {
  const backend = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });
  const values: Float32Array[] = [];
  for (const executable of [await backend.load(graph), await backend.loadForBatches(graph)]) {
    const [output] = Object.values(await executable.run({ images }));
    if (output?.type === 'float32') values.push(output.data);
    await executable.release();
  }
  const [plain = new Float32Array(), batched = new Float32Array()] = values;
  expect(batched.length).toBe(plain.length);
  return {
    difference: plain.reduce((most, value, at) => Math.max(most, Math.abs(value - (batched[at] ?? Number.NaN))), 0),
    largest: plain.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  };
}

describe('networks lowered for batches', () => {
  // Would catch a tap in the wrong place, a wrong transform, a bias that is added twice, and maps whose order is mixed up.
  it.each<[string, Case, string]>([
    ['3×3 on 2×2', { channels: 5, filters: 7, map: [2, 2] }, 'Gemm'],
    ['3×3 on 1×1', { channels: 5, filters: 7, map: [1, 1] }, 'Gemm'],
    ['5×5 with stride 2 on 3×2', { channels: 3, filters: 4, map: [3, 2], kernel: 5, stride: 2, pad: 2 }, 'Gemm'],
    ['3×3 of many channels on 4×4', { channels: 256, filters: 260, map: [4, 4] }, 'MatMul'],
    ['3×3 of many channels on 2×8', { channels: 256, filters: 256, map: [2, 8] }, 'MatMul'],
    ['3×3 of many channels on 8×8', { channels: 192, filters: 200, map: [8, 8] }, 'MatMul'],
    ['3×3 of many channels on 7×6', { channels: 192, filters: 192, map: [7, 6] }, 'MatMul'],
  ])('gives what ONNX Runtime gives for %s, in batches of any size', async (_, sizes, operator) => {
    const graph = network(sizes);
    const lowered = lowerForBatches(graph).nodes.map((node) => node.operator);
    expect(lowered).toContain(operator);
    expect(lowered).not.toContain('Conv');
    expect(lowered).not.toContain('BatchNormalization');
    for (const batch of [1, 3]) {
      const { difference, largest } = await compare(graph, randomTensor([batch, sizes.channels, ...sizes.map]));
      expect(difference).toBeLessThan(1e-5 * largest);
    }
  });

  // Would catch a way being taken where it is slower or does not hold.
  it.each<[string, Case]>([
    ['few channels on 4×4', { channels: 64, filters: 64, map: [4, 4] }],
    ['more kernels than memory is spent on', { channels: 512, filters: 513, map: [4, 4] }],
    ['large maps', { channels: 192, filters: 192, map: [8, 9] }],
    ['odd maps', { channels: 256, filters: 256, map: [3, 5] }],
    ['maps that fill less than half of their tiles', { channels: 192, filters: 192, map: [5, 5] }],
    ['stride 2', { channels: 192, filters: 192, map: [4, 4], stride: 2 }],
    ['groups', { channels: 8, filters: 8, map: [2, 2], group: 8 }],
  ])('leaves %s to ONNX Runtime', (_, sizes) => {
    const graph = network(sizes);
    expect(lowerForBatches(graph)).toBe(graph);
  });

  // Would catch batch normalisation being taken from a value that others read without it.
  it('keeps a normalisation apart whose input is read twice', async () => {
    const builder = createGraphBuilder('read-twice');
    const images = builder.input('images', 'float32', ['N', 4, 2, 2]);
    const attributes = { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]) };
    const convolved = builder.add('Conv', [images, builder.weight('weight', randomTensor([4, 4, 3, 3]))], {
      attributes,
    });
    const statistics = ['scale', 'shift', 'mean', 'variance'].map((name) =>
      builder.weight(name, floatTensor([4], randomTensor([4], 5).data.map(Math.abs))),
    );
    const normalized = builder.add('BatchNormalization', [convolved, ...statistics]);
    builder.output(builder.add('Add', [normalized, convolved]), 'float32', ['N', 4, 2, 2]);
    const graph = builder.build();
    expect(lowerForBatches(graph).nodes.map(({ operator }) => operator)).toContain('BatchNormalization');
    const { difference, largest } = await compare(graph, randomTensor([2, 4, 2, 2]));
    expect(difference).toBeLessThan(1e-5 * largest);
  });

  // Would catch evaluation failing for a network whose operators only ONNX Runtime knows.
  it('leaves a network with an unknown operator as it is', () => {
    const builder = createGraphBuilder('unknown');
    const images = builder.input('images', 'float32', ['N', 4, 2, 2]);
    builder.output(builder.add('Mish', [images]), 'float32', ['N', 4, 2, 2]);
    const graph = builder.build();
    expect(lowerForBatches(graph)).toBe(graph);
  });
});
