import { describe, expect, it } from 'vitest';
import { chooseProject } from '../../../../../src-renderer/wizard/review/choose-project.ts';

describe('chooseProject', () => {
  it('is the one said, else the last active, else the first of all', () => {
    expect(chooseProject('mine', ['other'])).toBe('mine');
    expect(chooseProject(undefined, ['other', 'older'])).toBe('other');
    expect(chooseProject(undefined, [])).toBe('default');
  });
});
