import type { Backend } from '../../../../src-main/backend/backend.ts';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { ints } from '../../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../../src-main/graph/builder.ts';
import { differentiate } from '../../../../src-main/graph/differentiate.ts';
import type { Graph } from '../../../../src-main/graph/graph.ts';
import type { Objective } from '../../../../src-main/graph/objective/objective.ts';
import { inferShapes } from '../../../../src-main/graph/shape-inference.ts';
import { floatTensor, zeros, type FloatTensor } from '../../../../src-main/graph/tensor.ts';
import { encodeTargets } from '../../../../src-main/data/detection/targets.ts';
import { detectorTargets } from '../../../../src-shared/detector-targets.ts';
import type { TruthBox } from '../../../../src-shared/detection.ts';
import type { Detector } from '../../../../src-shared/detector.ts';
import { createRandom, type Random } from '../../../../src-shared/random.ts';
import { randomTensor } from '../../../small-network.ts';
import type { Tensors } from '../pytorch.ts';

/** A network whose only layers make the outputs that are asked for, by name [channels, stride]. */
export function networkWithOutputs(
  height: number,
  width: number,
  outputs: Readonly<Record<string, readonly [channels: number, stride: number]>>,
): Graph {
  const builder = createGraphBuilder('outputs');
  const images = builder.input('images', 'float32', ['N', 3, height, width]);
  const random = createRandom(3, 'outputs');
  for (const [name, [channels, stride]] of Object.entries(outputs)) {
    const weight = builder.weight(`${name}.weight`, randomTensor(random, [channels, 3, stride, stride]));
    const bias = builder.weight(`${name}.bias`, zeros([channels]));
    const attributes = { kernel_shape: ints([stride, stride]), strides: ints([stride, stride]) };
    builder.add('Conv', [images, weight, bias], { name, attributes });
    builder.output(name, 'float32', ['N', channels, height / stride, width / stride]);
  }
  return builder.build();
}

/** Objects at random places, from a pixel to half of the input. */
export function randomTruths(random: Random, count: number, size: number, classes: number): TruthBox[] {
  return Array.from({ length: count }, () => {
    const [width, height] = [1 + random.uniform() * size * 0.5, 1 + random.uniform() * size * 0.5];
    return {
      left: random.uniform() * (size - width),
      top: random.uniform() * (size - height),
      width,
      height,
      classIndex: random.integer(classes),
    };
  });
}

/** The target tensors of a batch. */
export function encodeBatch(
  detector: Detector,
  height: number,
  width: number,
  batch: readonly (readonly TruthBox[])[],
): Record<string, FloatTensor> {
  const tensors = detectorTargets(detector, height, width).map(
    ({ name, shape }) => [name, zeros([batch.length, ...shape])] as const,
  );
  const data = tensors.map(([, tensor]) => tensor.data);
  batch.forEach((truths, image) => encodeTargets(detector, height, width, truths, data, image));
  return Object.fromEntries(tensors);
}

export interface ObjectiveValues {
  readonly loss: number;
  readonly measures: Readonly<Record<string, number>>;
  /** With respect to each output. */
  readonly gradients: Readonly<Record<string, Float32Array>>;
}

/** The loss of given outputs against given targets, its parts, and its gradients. */
export async function runObjective(
  objective: Objective,
  outputs: Tensors,
  targets: Tensors,
  backend: Backend = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }),
): Promise<ObjectiveValues> {
  const builder = createGraphBuilder('objective');
  const given = { ...outputs, ...targets };
  for (const [name, { shape }] of Object.entries(given)) builder.input(name, 'float32', shape);
  const [batchSize = 0] = Object.values(targets)[0]?.shape ?? [];
  const { loss, measures } = objective.append(builder, batchSize);
  const forward = builder.build();
  const gradients = differentiate(builder, {
    nodes: [...forward.nodes],
    shapes: inferShapes(forward),
    loss,
    parameters: new Set(Object.keys(outputs)),
  });
  for (const value of [loss, ...measures.values()]) builder.output(value, 'float32', []);
  for (const [name, { shape }] of Object.entries(outputs)) {
    builder.output(
      builder.add('Identity', [gradients.get(name) ?? ''], { output: `gradient/${name}` }),
      'float32',
      shape,
    );
  }
  const executable = await backend.load(builder.build());
  const results = await executable.run(given);
  await executable.release();
  const read = (name: string): Float32Array => {
    const tensor = results[name];
    if (tensor?.type !== 'float32') throw new Error(`no ${name}`);
    return tensor.data;
  };
  const number = (name: string): number => read(name)[0] ?? NaN;
  return {
    loss: number(loss),
    measures: Object.fromEntries(Array.from(measures, ([name, value]) => [name, number(value)])),
    gradients: Object.fromEntries(Object.keys(outputs).map((name) => [name, read(`gradient/${name}`)])),
  };
}

/** The slope of the loss along a random direction by central differences, and by the gradients. */
export async function slopes(
  objective: Objective,
  outputs: Tensors,
  targets: Tensors,
  seed: number,
): Promise<{ numeric: number; exact: number }> {
  const step = 1 / 256;
  const random = createRandom(seed, 'direction');
  const directions = Object.fromEntries(
    Object.entries(outputs).map(([name, { data }]) => [name, data.map(() => random.normal())]),
  );
  const moved = (by: number): Tensors =>
    Object.fromEntries(
      Object.entries(outputs).map(([name, { shape, data }]) => [
        name,
        floatTensor(
          shape,
          data.map((value, index) => value + by * (directions[name]?.[index] ?? 0)),
        ),
      ]),
    );
  const above = await runObjective(objective, moved(step), targets);
  const below = await runObjective(objective, moved(-step), targets);
  const { gradients } = await runObjective(objective, outputs, targets);
  const exact = Object.entries(gradients).flatMap(([name, gradient]) =>
    Array.from(gradient, (value, index) => value * (directions[name]?.[index] ?? 0)),
  );
  return { numeric: (above.loss - below.loss) / (2 * step), exact: exact.reduce((sum, value) => sum + value, 0) };
}
