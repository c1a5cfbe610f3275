import { expect, it } from 'vitest';
import { languageOf, shellTexts } from '../../../src-main/shell/texts.ts';

it('has every text in both languages, in the language it says', () => {
  const english = Object.entries<string>({ ...shellTexts('en') });
  const chinese = Object.entries<string>({ ...shellTexts('zh-CN') });
  expect(chinese.map(([key]) => key)).toEqual(english.map(([key]) => key));
  expect(chinese.filter(([, text]) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  expect(english.filter(([, text]) => /\p{Script=Han}/u.test(text) || text === '')).toEqual([]);
});

it('takes the language of the system until the page has said its own', () => {
  expect(['zh', 'zh-CN', 'zh-Hans-CN', 'en-GB', 'de', ''].map(languageOf)).toEqual([
    'zh-CN',
    'zh-CN',
    'zh-CN',
    'en',
    'en',
    'en',
  ]);
});
