import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../../src-renderer/language/format.ts';
import { FRESH_SKETCH } from '../../../../src-renderer/wizard/draft/compensations.ts';
import { emptyDraft } from '../../../../src-renderer/wizard/draft/draft.ts';
import { takePlan } from '../../../../src-renderer/wizard/draft/known-plans.ts';
import { shortcutMessages } from '../../../../src-renderer/wizard/method/shortcut-messages.ts';
import { describeMethod } from '../../../../src-renderer/wizard/use-summary.ts';
import { wizardMessages } from '../../../../src-renderer/wizard/wizard-messages.ts';

const words = {
  say: wizardMessages.en,
  shortcuts: shortcutMessages.en.modes,
  nameOf: (variant: string) => variant,
  format: createFormat('en'),
};

describe('describeMethod', () => {
  it('keeps the sketch at shortcuts and the sketches of compensation apart', () => {
    const draft = takePlan(emptyDraft(undefined), 'sketched-shortcuts');
    const texts = describeMethod(
      { ...draft, compensate: [...draft.compensate, { ...FRESH_SKETCH, align: 'none' }] },
      undefined,
      words,
    );
    expect(texts).toContain('Shortcuts: Sketch');
    expect(texts).toContain('Compensation: sketch-aligned, sketch-unaligned');
  });

  it('has nothing to say of shortcuts where no rule was chosen', () => {
    const draft = takePlan(emptyDraft(undefined), 'network-slimming');
    const unruled = { ...draft, compensate: [], prune: draft.prune && { ...draft.prune, shortcut: undefined } };
    expect(describeMethod(unruled, undefined, words).join()).not.toContain('Shortcuts');
  });
});
