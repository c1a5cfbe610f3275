import { describe, expect, it } from 'vitest';
import { describeProtocol } from '../../../../../src-shared/describe-protocol.ts';
import { parseRecipe } from '../../../../../src-shared/recipe.ts';
import { createFormat } from '../../../../../src-renderer/language/format.ts';
import { describePlan } from '../../../../../src-renderer/wizard/review/describe-plan.ts';
import { reviewMessages } from '../../../../../src-renderer/wizard/review/review-messages.ts';
import { wizardMessages } from '../../../../../src-renderer/wizard/wizard-messages.ts';

function sentences(recipe: object): string {
  return describePlan(parseRecipe({ name: 'x', train: { epochs: 2 }, ...recipe }), {
    say: reviewMessages.en,
    words: wizardMessages.en,
    format: createFormat('en'),
    nameOf: (variant) => variant,
    protocolText: describeProtocol,
  }).join('\n');
}

const detector = {
  dataset: { kind: 'generated-scenes', size: 64 },
  network: { kind: 'yolov3', width: 0.125 },
  prune: { criterion: 'bn-scale', ratio: 0.5, shortcut: 'sketch', minShare: 0.1 },
};

describe('describePlan', () => {
  it('says of a detector how images are fitted, what its layers keep at least, and its protocol in full', () => {
    const text = sentences({ ...detector, evaluate: { protocol: 'class-mean', nms: 0.6 } });
    expect(text).toContain('64 × 64 pixels');
    expect(text).toContain('at least 10 % of its channels');
    expect(text).toContain('IoU 0.5, confidence 0.01, NMS 0.6');
    expect(text).toContain('mAP, size and speed');
  });

  it('promises a sketch at shortcuts only where a sketch is planned', () => {
    expect(sentences(detector)).toContain('keep what the smallest of them keeps');
    expect(sentences({ ...detector, compensate: { method: 'sketch' } })).toContain('by a sketch of its own');
  });

  it('tells two sketches apart', () => {
    const compensate = [{ method: 'sketch', align: 'none' }, { method: 'sketch' }];
    expect(sentences({ ...detector, compensate })).toContain('sketch-unaligned, sketch-aligned');
  });

  it('says nothing of mAP where images have a class each', () => {
    const text = sentences({ dataset: { kind: 'generated' }, network: { kind: 'vgg16' } });
    expect(text).not.toContain('mAP');
    expect(text).toContain('Accuracy, size and speed');
  });
});
