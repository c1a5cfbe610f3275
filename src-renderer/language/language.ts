import { createContext, useContext } from 'react';

export type Language = 'en' | 'zh-CN';

export const LanguageContext = createContext<Language>('en');

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The texts of a part of the page in every language; texts with numbers or names in them are functions. */
export interface Translations<Messages> {
  readonly en: Messages;
  readonly 'zh-CN': Messages;
}

/** The Chinese texts have to be of the form of the English ones, so that none can be missing. */
export function translations<Messages>(english: Messages, chinese: NoInfer<Messages>): Translations<Messages> {
  return { en: english, 'zh-CN': chinese };
}

/** The texts in the user's language. */
export function useMessages<Messages>(messages: Translations<Messages>): Messages {
  return messages[useLanguage()];
}
