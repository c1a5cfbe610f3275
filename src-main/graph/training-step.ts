import { EspalierError } from '../../src-shared/errors.ts';
import { createGraphBuilder } from './builder.ts';
import { batchNormScales } from './classifier.ts';
import { differentiate } from './differentiate.ts';
import { fixedWeights } from './fixed-weights.ts';
import { floatWeight, type Graph } from './graph.ts';
import { readImageInput } from './image-input.ts';
import { findObjective } from './objective/find-objective.ts';
import type { Target } from './objective/objective.ts';
import { appendUpdate, LEARNING_RATE, nextName, STEP_NUMBER, updateStates, type UpdateOptions } from './optimizer.ts';
import { inferShapes } from './shape-inference.ts';
import { appendTrainingForm } from './training-form.ts';

export interface StepOptions extends UpdateOptions {
  readonly batchSize: number;
  /** Weight of the L1 penalty on batch-normalisation scales (Network Slimming, arXiv 1708.06519, eq. 1); 0 for none. */
  readonly sparsity: number;
}

/**
 * A training step as one graph. Inputs: the images, the targets, `learningRate` [], `stepNumber` [] (from 1 on; only where the optimizer
 * counts), and every name in `parameters`, `statistics` and `optimizerStates`. Outputs: `loss` (a mean over the batch), each of
 * `measures`, and `next/NAME` for each of those names.
 */
export interface TrainingStep {
  readonly graph: Graph;
  readonly images: string;
  /** [N, C, H, W]. */
  readonly imageShape: readonly number[];
  /** With the batch. */
  readonly targets: readonly Target[];
  readonly countsSteps: boolean;
  /** Names of scalars. */
  readonly measures: readonly string[];
  readonly parameters: readonly string[];
  readonly statistics: readonly string[];
  readonly optimizerStates: readonly string[];
}

export const LOSS = 'loss';

/**
 * Turns a network into its training step: forward, the loss that its outputs call for, backward, and the optimizer's update with weight
 * decay, with L1 on batch-normalisation scales.
 * @throws EspalierError `bad-network` where there is no loss for the network or it can't be differentiated.
 */
export function buildTrainingStep(graph: Graph, options: StepOptions): TrainingStep {
  const { batchSize } = options;
  const { images, channels, height, width } = readImageInput(graph);
  const objective = findObjective(graph);
  const targets = objective.targets.map((target) => ({ ...target, shape: [batchSize, ...target.shape] }));
  refuseTakenNames(graph, [...targets.map(({ name }) => name), LEARNING_RATE, STEP_NUMBER, LOSS]);
  const builder = createGraphBuilder(`${graph.name}-step`, graph.operatorSet, 'step/');
  const imageShape = [batchSize, channels, height, width];
  builder.input(images, 'float32', imageShape);
  for (const { name, type, shape } of targets) builder.input(name, type, shape);
  builder.input(LEARNING_RATE, 'float32', []);

  const running = appendTrainingForm(builder, graph);
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
  const { loss, measures } = objective.append(builder, batchSize);
  refuseTakenNames(graph, [...measures.keys()]);
  const forward = builder.build();
  const gradients = differentiate(builder, {
    nodes: [...forward.nodes],
    shapes: inferShapes(forward),
    loss,
    parameters: new Set(parameters),
  });

  const scales = batchNormScales(graph);
  const countsSteps = options.optimizer === 'adam';
  if (countsSteps) builder.input(STEP_NUMBER, 'float32', []);
  const optimizerStates = parameters.flatMap((parameter) => {
    const states = updateStates(options, parameter);
    const { shape } = floatWeight(graph, parameter);
    for (const state of states) builder.input(state, 'float32', shape);
    appendUpdate(
      builder,
      options,
      parameter,
      gradients.get(parameter) ?? '',
      scales.has(parameter) ? options.sparsity : 0,
    );
    for (const state of [parameter, ...states]) builder.output(nextName(state), 'float32', shape);
    return states;
  });
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
  return {
    graph: builder.build(),
    images,
    imageShape,
    targets,
    countsSteps,
    measures: [...measures.keys()],
    parameters,
    statistics,
    optimizerStates,
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
