import { EspalierError } from '../../src-shared/errors.ts';
import { float, int } from './attribute.ts';
import { createGraphBuilder } from './builder.ts';
import { batchNormScales, readClassifier } from './classifier.ts';
import { differentiate } from './differentiate.ts';
import { ESPALIER_DOMAIN } from './gradients/rule.ts';
import { floatWeight, withBatchSize, type Graph } from './graph.ts';
import { inferShapes } from './shape-inference.ts';
import { appendTrainingForm } from './training-form.ts';

export interface StepOptions {
  readonly batchSize: number;
  readonly momentum: number;
  readonly weightDecay: number;
  /** Weight of the L1 penalty on batch-normalisation scales (Network Slimming, arXiv 1708.06519, eq. 1); 0 for none. */
  readonly sparsity: number;
}

/**
 * A training step as one graph. Inputs: the images, `labels` [N], `learningRate` [], and every name in `parameters`, their
 * momenta, and `statistics`. Outputs: `loss` (mean cross-entropy), `correct` (count), and `next/NAME` for each of those names.
 */
export interface TrainingStep {
  readonly graph: Graph;
  readonly images: string;
  /** [N, C, H, W]. */
  readonly imageShape: readonly number[];
  readonly parameters: readonly string[];
  readonly statistics: readonly string[];
}

export const LABELS = 'labels';
export const LEARNING_RATE = 'learningRate';
export const LOSS = 'loss';
export const CORRECT = 'correct';

export function momentumName(parameter: string): string {
  return `${parameter}/momentum`;
}

export function nextName(state: string): string {
  return `next/${state}`;
}

const LOG_PROBABILITIES = 'logProbabilities';

/**
 * Turns a classifier into its training step: forward, softmax cross-entropy, backward, and SGD with momentum and weight
 * decay (PyTorch's update: m ← μm + g + λw, w ← w − ηm) with L1 on batch-normalisation scales.
 * @throws EspalierError `bad-network` where the network is no classifier or can't be differentiated.
 */
export function buildTrainingStep(graph: Graph, options: StepOptions): TrainingStep {
  const { batchSize } = options;
  const { images, channels, height, width, logits, classes } = readClassifier(graph);
  refuseTakenNames(graph);
  const builder = createGraphBuilder(`${graph.name}-step`, graph.operatorSet, 'step/');
  const imageShape = [batchSize, channels, height, width];
  builder.input(images, 'float32', imageShape);
  builder.input(LABELS, 'int64', [batchSize]);
  const learningRate = builder.input(LEARNING_RATE, 'float32', []);

  const running = appendTrainingForm(builder, graph);
  const statistics = running.flatMap(({ mean, variance }) => [mean, variance]);
  const parameters: string[] = [];
  for (const [name, tensor] of graph.weights) {
    if (tensor.type !== 'float32') {
      builder.weight(name, tensor);
      continue;
    }
    builder.input(name, 'float32', tensor.shape);
    if (!statistics.includes(name)) parameters.push(name);
  }
  builder.append({
    name: 'crossEntropy',
    operator: 'SoftmaxCrossEntropy',
    domain: ESPALIER_DOMAIN,
    inputs: [logits, LABELS],
    outputs: [LOSS, LOG_PROBABILITIES, CORRECT],
    attributes: { classes: int(classes) },
  });
  const gradients = differentiate(builder, {
    nodes: [...builder.build().nodes],
    shapes: inferShapes(withBatchSize(graph, batchSize)),
    loss: LOSS,
    parameters: new Set(parameters),
  });

  const scales = batchNormScales(graph);
  for (const parameter of parameters) {
    const { shape } = floatWeight(graph, parameter);
    const momentum = builder.input(momentumName(parameter), 'float32', shape);
    builder.append({
      name: `update/${parameter}`,
      operator: 'SgdMomentum',
      domain: ESPALIER_DOMAIN,
      inputs: [parameter, gradients.get(parameter) ?? '', momentum, learningRate],
      outputs: [nextName(parameter), nextName(momentum)],
      attributes: {
        momentum: float(options.momentum),
        weight_decay: float(options.weightDecay),
        sparsity: float(scales.has(parameter) ? options.sparsity : 0),
      },
    });
    builder.output(nextName(parameter), 'float32', shape);
    builder.output(nextName(momentum), 'float32', shape);
  }
  for (const { mean, variance, newMean, newVariance } of running) {
    for (const [state, value] of [
      [mean, newMean],
      [variance, newVariance],
    ] as const) {
      builder.append({
        name: nextName(state),
        operator: 'Identity',
        domain: '',
        inputs: [value],
        outputs: [nextName(state)],
        attributes: {},
      });
      builder.output(nextName(state), 'float32', floatWeight(graph, state).shape);
    }
  }
  builder.output(LOSS, 'float32', []);
  builder.output(CORRECT, 'float32', []);
  return { graph: builder.build(), images, imageShape, parameters, statistics };
}

function refuseTakenNames(graph: Graph): void {
  const values = [
    graph.inputs.map(({ name }) => name),
    [...graph.weights.keys()],
    graph.nodes.flatMap(({ outputs }) => outputs),
  ].flat();
  const taken = values.find((name) => [LABELS, LEARNING_RATE, LOSS, LOG_PROBABILITIES, CORRECT].includes(name));
  if (taken !== undefined) {
    throw new EspalierError(
      'bad-network',
      `"${graph.name}" has a value "${taken}", a name that training needs; rename it`,
    );
  }
}
