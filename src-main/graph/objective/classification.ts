import { int } from '../attribute.ts';
import { readClassifier } from '../classifier.ts';
import { ESPALIER_DOMAIN } from '../gradients/rule.ts';
import type { Graph } from '../graph.ts';
import type { Objective } from './objective.ts';

export const LABELS = 'labels';
/** How many images of a batch are told right. */
export const CORRECT = 'correct';

/** Mean softmax cross-entropy against `labels` [N]. @throws EspalierError `bad-network` where the network is no classifier. */
export function classificationObjective(graph: Graph): Objective {
  const { logits, classes } = readClassifier(graph);
  return {
    targets: [{ name: LABELS, type: 'int64', shape: [] }],
    append(builder) {
      const [loss = '', , correct = ''] = builder.addMany('SoftmaxCrossEntropy', [logits, LABELS], 3, {
        domain: ESPALIER_DOMAIN,
        attributes: { classes: int(classes) },
      });
      return { loss, measures: new Map([[CORRECT, correct]]) };
    },
  };
}
