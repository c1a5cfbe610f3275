import { float, numberAttribute } from './attribute.ts';
import type { GraphBuilder } from './builder.ts';
import { ESPALIER_DOMAIN } from './gradients/rule.ts';
import type { Graph } from './graph.ts';
import { poolFirst } from './pool-first.ts';

/** A batch normalisation's running statistics: the weights that hold them and the values that replace them after a step. */
export interface RunningStatistics {
  readonly mean: string;
  readonly variance: string;
  readonly newMean: string;
  readonly newVariance: string;
}

/**
 * Appends a network's nodes to a builder in the form they have while training: batch normalisation uses the statistics
 * of the batch and yields new running ones, (1 − share)·old + share·batch, with the unbiased variance as in PyTorch;
 * dropout is left out, max pooling comes before an activation. `share` defaults to each node's own momentum.
 */
export function appendTrainingForm(builder: GraphBuilder, graph: Graph, share?: number): RunningStatistics[] {
  const statistics: RunningStatistics[] = [];
  for (const node of poolFirst(graph).nodes) {
    if (node.operator === 'BatchNormalization') {
      const outputs = [
        node.outputs[0] ?? '',
        ...['mean', 'deviation', 'newMean', 'newVariance'].map((part) => `${node.name}/${part}`),
      ];
      const [, , , mean = '', variance = ''] = node.inputs;
      const [, , , newMean = '', newVariance = ''] = outputs;
      builder.append({
        ...node,
        operator: 'BatchNormTraining',
        domain: ESPALIER_DOMAIN,
        outputs,
        attributes: {
          epsilon: float(numberAttribute(node, 'epsilon', 1e-5)),
          share: float(share ?? 1 - numberAttribute(node, 'momentum', 0.9)),
        },
      });
      statistics.push({ mean, variance, newMean, newVariance });
    } else if (node.operator === 'Dropout') {
      builder.append({
        ...node,
        operator: 'Identity',
        inputs: node.inputs.slice(0, 1),
        outputs: node.outputs.slice(0, 1),
        attributes: {},
      });
    } else {
      builder.append(node);
    }
  }
  return statistics;
}
