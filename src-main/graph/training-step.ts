import { EspalierError } from '../../src-shared/errors.ts';
import { accumulateUpdates, FIRST_PART, gradientSums, LAST_PART } from './accumulate.ts';
import { createGraphBuilder } from './builder.ts';
import { batchNormScales } from './classifier.ts';
import { differentiate } from './differentiate.ts';
import { fixedWeights } from './fixed-weights.ts';
import { floatWeight, type Graph } from './graph.ts';
import { readImageInput } from './image-input.ts';
import { findObjective } from './objective/find-objective.ts';
import type { Target } from './objective/objective.ts';
import { appendUpdate, LEARNING_RATE, nextName, STEP_NUMBER, updateStates, type UpdateOptions } from './optimizer.ts';
import { recomputeActivations } from './recompute.ts';
import { inferShapes } from './shape-inference.ts';
import { floatTensor } from './tensor.ts';
import { appendTrainingForm } from './training-form.ts';

export interface StepOptions extends UpdateOptions {
  readonly batchSize: number;
  /** Parts of equal size in which a batch is done, each a run of the step; 1 where left out. */
  readonly accumulate?: number | undefined;
  /** Cheap activations are computed again for the backward pass instead of being kept for it. */
  readonly recompute?: boolean | undefined;
  /** Weight of the L1 penalty on batch-normalisation scales (Network Slimming, arXiv 1708.06519, eq. 1); 0 for none. */
  readonly sparsity: number;
}

/**
 * A training step as one graph. Inputs: the images, the targets, `learningRate` [], `stepNumber` [] (from 1 on; only where the optimizer
 * counts), `firstPart` and `lastPart` [] (only where batches are done in parts), and every name in `parameters`, `statistics`, `optimizerStates` and
 * `gradientSums`. Outputs: `loss` (a mean over the batch or its part), each of `measures`, and `next/NAME` for each of those names.
 * Batch normalisation has the statistics of each part.
 */
export interface TrainingStep {
  readonly graph: Graph;
  readonly images: string;
  /** [N, C, H, W]. */
  readonly imageShape: readonly number[];
  /** With the batch, or its part. */
  readonly targets: readonly Target[];
  readonly countsSteps: boolean;
  /** Names of scalars. */
  readonly measures: readonly string[];
  readonly parameters: readonly string[];
  readonly statistics: readonly string[];
  readonly optimizerStates: readonly string[];
  /** What is kept from part to part of a batch, and of no use between batches. */
  readonly gradientSums: readonly string[];
}

export const LOSS = 'loss';

/**
 * Turns a network into its training step: forward, the loss that its outputs call for, backward, and the optimizer's update with weight
 * decay, with L1 on batch-normalisation scales.
 * @throws EspalierError `bad-network` where there is no loss for the network or it can't be differentiated.
 */
export function buildTrainingStep(graph: Graph, options: StepOptions): TrainingStep {
  const { accumulate = 1 } = options;
  const partSize = options.batchSize / accumulate;
  const { images, channels, height, width } = readImageInput(graph);
  const objective = findObjective(graph);
  const targets = objective.targets.map((target) => ({ ...target, shape: [partSize, ...target.shape] }));
  refuseTakenNames(graph, [
    ...targets.map(({ name }) => name),
    LEARNING_RATE,
    STEP_NUMBER,
    FIRST_PART,
    LAST_PART,
    LOSS,
  ]);
  const builder = createGraphBuilder(`${graph.name}-step`, graph.operatorSet, 'step/');
  const imageShape = [partSize, channels, height, width];
  builder.input(images, 'float32', imageShape);
  for (const { name, type, shape } of targets) builder.input(name, type, shape);
  builder.input(LEARNING_RATE, 'float32', []);

  const running = appendTrainingForm(builder, graph);
  const network = builder.build().nodes.length;
  const statistics = running.flatMap(({ mean, variance }) => [mean, variance]);
  const parameters: string[] = [];
  const fixed = fixedWeights(graph);
  for (const [name, tensor] of graph.weights) {
    if (tensor.type !== 'float32' || fixed.has(name)) {
      builder.weight(name, tensor);
      continue;
    }
    builder.input(name, 'float32', tensor.shape);
    if (!statistics.includes(name)) parameters.push(name);
  }
  const { loss, measures } = objective.append(builder, partSize);
  refuseTakenNames(graph, [...measures.keys()]);
  const share =
    accumulate === 1 ? loss : builder.add('Mul', [loss, builder.constant(floatTensor([], [1 / accumulate]))]);
  const forward = builder.build();
  const nodes = [...forward.nodes];
  const gradients = differentiate(builder, {
    nodes,
    shapes: inferShapes(forward),
    loss: share,
    parameters: new Set(parameters),
  });

  const scales = batchNormScales(graph);
  const countsSteps = options.optimizer === 'adam';
  if (countsSteps) builder.input(STEP_NUMBER, 'float32', []);
  const update = accumulate === 1 ? undefined : accumulateUpdates(builder, options);
  for (const parameter of parameters) {
    const { shape } = floatWeight(graph, parameter);
    const sums = update === undefined ? [] : gradientSums(options, parameter);
    const states = [...updateStates(options, parameter), ...sums];
    for (const state of states) builder.input(state, 'float32', shape);
    const gradient = gradients.get(parameter) ?? '';
    const sparsity = scales.has(parameter) ? options.sparsity : 0;
    if (update === undefined) appendUpdate(builder, options, parameter, gradient, sparsity);
    else update({ parameter, rank: shape.length, gradient, sparsity });
    for (const state of [parameter, ...states]) builder.output(nextName(state), 'float32', shape);
  }
  const rename = (value: string, name: string, shape: readonly number[]): void => {
    builder.append({ name, operator: 'Identity', domain: '', inputs: [value], outputs: [name], attributes: {} });
    builder.output(name, 'float32', shape);
  };
  for (const { mean, variance, newMean, newVariance } of running) {
    rename(newMean, nextName(mean), floatWeight(graph, mean).shape);
    rename(newVariance, nextName(variance), floatWeight(graph, variance).shape);
  }
  rename(loss, LOSS, []);
  for (const [name, value] of measures) rename(value, name, []);
  const step = builder.build();
  return {
    graph: options.recompute === true ? recomputeActivations(step, { network, forward: nodes.length }) : step,
    images,
    imageShape,
    targets,
    countsSteps,
    measures: [...measures.keys()],
    parameters,
    statistics,
    optimizerStates: parameters.flatMap((parameter) => updateStates(options, parameter)),
    gradientSums: update === undefined ? [] : parameters.flatMap((parameter) => gradientSums(options, parameter)),
  };
}

function refuseTakenNames(graph: Graph, needed: readonly string[]): void {
  const values = [
    graph.inputs.map(({ name }) => name),
    [...graph.weights.keys()],
    graph.nodes.flatMap(({ outputs }) => outputs),
  ].flat();
  const taken = values.find((name) => needed.includes(name));
  if (taken !== undefined) {
    throw new EspalierError(
      'bad-network',
      `"${graph.name}" has a value "${taken}", a name that training needs; rename it`,
    );
  }
}
