import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';

/** What pages may do: no Node, and no way out of their origin. */
export const PAGE_PREFERENCES: WebPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  spellcheck: false,
};

/** The only window that is shown; its page reaches the shell by what its preload hands over and by nothing else. */
export function windowOptions(preload: string, dark: boolean): BrowserWindowConstructorOptions {
  return {
    title: 'Espalier',
    width: 1280,
    height: 800,
    minWidth: 720,
    minHeight: 480,
    show: false,
    backgroundColor: dark ? '#14181a' : '#f6f7f4',
    webPreferences: { ...PAGE_PREFERENCES, preload },
  };
}
