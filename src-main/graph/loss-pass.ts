import { createGraphBuilder } from './builder.ts';
import { withBatchSize, type Graph } from './graph.ts';
import { readImageInput } from './image-input.ts';
import { findObjective } from './objective/find-objective.ts';
import type { Target } from './objective/objective.ts';
import { LOSS } from './training-step.ts';

/** A network that also gives its loss, `loss`, on batches of one size; its weights and running statistics are constants. */
export interface LossPass {
  readonly graph: Graph;
  readonly images: string;
  /** [N, C, H, W]. */
  readonly imageShape: readonly number[];
  /** With the batch. */
  readonly targets: readonly Target[];
}

/** @throws EspalierError `bad-network` where there is no loss for the network. */
export function buildLossPass(network: Graph, batchSize: number): LossPass {
  const graph = withBatchSize(network, batchSize);
  const { images, channels, height, width } = readImageInput(graph);
  const objective = findObjective(graph);
  const targets = objective.targets.map((target) => ({ ...target, shape: [batchSize, ...target.shape] }));
  const builder = createGraphBuilder(`${graph.name}-loss`, graph.operatorSet, 'loss/');
  const imageShape = [batchSize, channels, height, width];
  builder.input(images, 'float32', imageShape);
  for (const { name, type, shape } of targets) builder.input(name, type, shape);
  for (const [name, tensor] of graph.weights) builder.weight(name, tensor);
  for (const node of graph.nodes) builder.append(node);
  for (const { name, type, shape } of graph.outputs) builder.output(name, type, shape);
  const { loss } = objective.append(builder, batchSize);
  builder.append({ name: LOSS, operator: 'Identity', domain: '', inputs: [loss], outputs: [LOSS], attributes: {} });
  builder.output(LOSS, 'float32', []);
  return { graph: builder.build(), images, imageShape, targets };
}
