import { describe, expect, it } from 'vitest';
import { emptyDraft } from '../../../../../src-renderer/wizard/draft/draft.ts';
import { KNOWN_PLANS, planOf, takePlan } from '../../../../../src-renderer/wizard/draft/known-plans.ts';

const begun = takePlan(emptyDraft(undefined), 'slim-yolov3');

describe('takePlan', () => {
  it.each(KNOWN_PLANS)('is what %s is told by, whichever plan was taken before', (plan) => {
    for (const before of KNOWN_PLANS) {
      const { prune } = takePlan(takePlan(emptyDraft(undefined), before), plan);
      expect(prune === undefined ? undefined : planOf(prune)).toBe(plan);
    }
  });

  it('keeps how much is removed, and trains sparse', () => {
    const set = { ...begun, prune: begun.prune && { ...begun.prune, ratio: undefined, target: { macs: 0.3 } } };
    const { prune, train } = takePlan(set, 'network-slimming');
    expect(prune).toMatchObject({ target: { macs: 0.3 }, scope: 'global' });
    expect(prune?.ratio).toBeUndefined();
    expect(train?.sparsity).toBeGreaterThan(0);
  });

  it('brings a sketch where the plan needs one and there is none, and never a second', () => {
    const without = takePlan({ ...begun, compensate: [{ method: 'merge' }] }, 'sketched-shortcuts');
    expect(without.compensate.map(({ method }) => method)).toEqual(['sketch', 'merge']);
    expect(takePlan(without, 'sketched-shortcuts').compensate).toHaveLength(2);
    expect(takePlan({ ...begun, compensate: [] }, 'slim-yolov3').compensate).toEqual([]);
  });
});

describe('planOf', () => {
  it('tells a plan that differs in one setting from the known ones', () => {
    if (begun.prune === undefined) throw new Error('a plan prunes');
    expect(planOf({ ...begun.prune, shortcut: undefined })).toBe('slim-yolov3');
    expect(planOf({ ...begun.prune, shortcut: 'first' })).toBeUndefined();
    expect(planOf({ ...begun.prune, criterion: 'l1' })).toBeUndefined();
    expect(planOf({ ...begun.prune, minShare: 0.2 })).toBeUndefined();
  });
});
