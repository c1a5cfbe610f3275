import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { useFront } from '../front/front-context.ts';
import { LanguageContext } from '../language/language.ts';
import { readSettings, writeSettings, type Settings } from './settings.ts';

interface SettingsState {
  readonly settings: Settings;
  readonly change: (change: Partial<Settings>) => void;
  /** What the theme comes to now. */
  readonly appearance: 'light' | 'dark';
}

const SettingsContext = createContext<SettingsState | undefined>(undefined);
const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');

/** Keeps the user's theme and language, and puts them on the document and on what is around it. */
export function SettingsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const front = useFront();
  const [settings, setSettings] = useState(readSettings);
  const [systemIsDark, setSystemIsDark] = useState(darkSystem.matches);
  const appearance = settings.theme === 'system' ? (systemIsDark ? 'dark' : 'light') : settings.theme;

  useEffect(() => {
    const follow = ({ matches }: MediaQueryListEvent): void => setSystemIsDark(matches);
    darkSystem.addEventListener('change', follow);
    return () => darkSystem.removeEventListener('change', follow);
  }, []);
  // Before the effects of what is inside, which read the theme's colours.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = appearance;
    document.documentElement.lang = settings.language;
  }, [appearance, settings.language]);
  useEffect(() => {
    writeSettings(settings);
    front.setAppearance(settings);
  }, [front, settings]);

  const change = useCallback((part: Partial<Settings>) => setSettings((before) => ({ ...before, ...part })), []);
  const state = useMemo(() => ({ settings, change, appearance }) as const, [settings, change, appearance]);
  return (
    <SettingsContext value={state}>
      <LanguageContext value={settings.language}>{children}</LanguageContext>
    </SettingsContext>
  );
}

export function useSettings(): SettingsState {
  const state = useContext(SettingsContext);
  if (state === undefined) throw new Error('there are no settings around this component');
  return state;
}
