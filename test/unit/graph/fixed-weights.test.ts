import { describe, expect, it } from 'vitest';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import { fixedWeights } from '../../../src-main/graph/fixed-weights.ts';
import { withBatchSize } from '../../../src-main/graph/graph.ts';
import { floatTensor, zeros } from '../../../src-main/graph/tensor.ts';
import { buildTrainingStep } from '../../../src-main/graph/training-step.ts';
import { SETTINGS } from './vgg16-steps.ts';

/** A classifier [N, 1, 2, 2] → [N, 8] with bounds, scales and a plain number among its weights. */
function networkWithSettings(): ReturnType<ReturnType<typeof createGraphBuilder>['build']> {
  const builder = createGraphBuilder('settings');
  const images = builder.input('images', 'float32', ['N', 1, 2, 2]);
  const convolved = builder.add('Conv', [images, builder.weight('weight', zeros([2, 1, 1, 1]))]);
  const bounds = [builder.weight('lowest', floatTensor([], [0])), builder.weight('highest', floatTensor([], [6]))];
  const clipped = builder.add('Clip', [convolved, ...bounds]);
  const scales = builder.weight('scales', floatTensor([4], [1, 1, 2, 2]));
  const grown = builder.add('Resize', [clipped, '', scales]);
  const halved = builder.add('Mul', [grown, builder.weight('half', floatTensor([], [0.5]))]);
  const shifted = builder.add('Add', [halved, builder.weight('bias', zeros([1]))]);
  const pooled = builder.add('GlobalAveragePool', [shifted]);
  builder.output(builder.add('Flatten', [pooled], { output: 'logits' }), 'float32', ['N', 2]);
  return builder.build();
}

describe('fixedWeights', () => {
  it('are bounds, scales and plain numbers, not biases of one value', () => {
    expect([...fixedWeights(networkWithSettings())]).toEqual(['lowest', 'highest', 'scales', 'half']);
  });

  it('are not trained', () => {
    // Would catch a scale that becomes an input of the step, where shapes can no longer be told from it.
    const { parameters, graph } = buildTrainingStep(withBatchSize(networkWithSettings(), 'N'), SETTINGS);
    expect(parameters).toEqual(['weight', 'bias']);
    expect(graph.inputs.map(({ name }) => name)).not.toContain('scales');
  });

  it('leave out what is read as a weight too', () => {
    const network = networkWithSettings();
    const nodes = network.nodes.map((node) =>
      node.operator === 'Conv' ? { ...node, inputs: ['images', 'weight', 'scales'] } : node,
    );
    expect(fixedWeights({ ...network, nodes }).has('scales')).toBe(false);
  });
});
