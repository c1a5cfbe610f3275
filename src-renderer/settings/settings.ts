import type { Language } from '../language/language.ts';

export type Theme = 'system' | 'light' | 'dark';

/** What the user chose of the page's looks. */
export interface Settings {
  readonly theme: Theme;
  readonly language: Language;
}

const KEY = 'espalier-settings';

/** The stored settings; what is missing or strange is as the system has it. */
export function readSettings(): Settings {
  const stored: unknown = parse(localStorage.getItem(KEY));
  const theme = pick(stored, 'theme', ['system', 'light', 'dark'] as const) ?? 'system';
  const language = pick(stored, 'language', ['en', 'zh-CN'] as const);
  return { theme, language: language ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en') };
}

export function writeSettings(settings: Settings): void {
  localStorage.setItem(KEY, JSON.stringify(settings));
}

function parse(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pick<Value extends string>(stored: unknown, key: string, values: readonly Value[]): Value | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const found: unknown = Reflect.get(stored, key);
  return values.find((value) => value === found);
}
