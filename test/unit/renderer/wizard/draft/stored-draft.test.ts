import { describe, expect, it } from 'vitest';
import { emptyDraft } from '../../../../../src-renderer/wizard/draft/draft.ts';
import { isStoredDraft } from '../../../../../src-renderer/wizard/draft/stored-draft.ts';

describe('isStoredDraft', () => {
  const stored = {
    version: 1,
    origin: '#/new',
    step: 'method',
    changedAt: '2026-01-31T14:25:00Z',
    draft: emptyDraft(undefined),
  };

  it('takes what this version has written, after a way through JSON', () => {
    expect(isStoredDraft(JSON.parse(JSON.stringify(stored)))).toBe(true);
  });

  it('takes nothing of another version, half of one, or something else', () => {
    for (const value of [
      null,
      7,
      {},
      { ...stored, version: 2 },
      { ...stored, step: 'done' },
      { ...stored, draft: {} },
    ]) {
      expect(isStoredDraft(value)).toBe(false);
    }
  });
});
