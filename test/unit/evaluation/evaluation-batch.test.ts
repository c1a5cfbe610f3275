import { describe, expect, it } from 'vitest';
import { evaluationBatch } from '../../../src-main/evaluation/evaluation-batch.ts';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import type { Graph } from '../../../src-main/graph/graph.ts';
import { buildYolov3 } from '../../../src-main/network/darknet/yolov3.ts';

function classifier(side: number): Graph {
  const builder = createGraphBuilder('classifier');
  builder.output(builder.add('Relu', [builder.input('images', 'float32', ['N', 3, side, side])]), 'float32', ['N']);
  return builder.build();
}

describe('the batch of an evaluation', () => {
  // Would catch a split of large images being taken by hundreds, which takes more memory than the training did.
  it('has fewer images the larger they are', () => {
    expect(evaluationBatch(classifier(32), 10_000)).toBe(250);
    expect(evaluationBatch(classifier(224), 10_000)).toBe(41);
    expect(evaluationBatch(classifier(1024), 10_000)).toBe(2);
    expect(evaluationBatch(classifier(4096), 10_000)).toBe(1);
  });

  // Would catch memory being counted for more images than there are, and detectors being given a classifier's batch.
  it('is no larger than the split, nor than a detector is given', () => {
    expect(evaluationBatch(classifier(32), 20)).toBe(20);
    const detector = buildYolov3({ classes: 2, width: 0.0625, input: { height: 64, width: 64 }, seed: 1 });
    expect(evaluationBatch(detector)).toBe(32);
    expect(evaluationBatch(detector, 3)).toBe(3);
  });
});
