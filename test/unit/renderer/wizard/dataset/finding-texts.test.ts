import { expect, it } from 'vitest';
import { FINDING_TEXTS } from '../../../../../src-main/data/doctor/finding-texts.ts';
import { findingsInChinese, findingsInEnglish } from '../../../../../src-renderer/wizard/dataset/finding-texts.ts';
import { findingCodeSchema } from '../../../../../src-shared/dataset-report.ts';

it('sends nobody in the window to keys of a recipe or to the command line', () => {
  for (const code of findingCodeSchema.options) {
    const text = FINDING_TEXTS[code];
    const finding = { ...text, code, message: text.message(2), count: 2, cases: [] };
    for (const texts of [findingsInEnglish, findingsInChinese]) {
      expect(texts.findingText(finding).advice, code).not.toMatch(/["`]/);
    }
  }
});
