import { BrowserWindow, nativeTheme, screen } from 'electron';
import { PAGE_ORIGIN } from '../pages/content-security-policy.ts';
import { placeWindow } from './place-window.ts';
import type { SettingsFile } from './settings-file.ts';
import { windowOptions } from './window-options.ts';

/** Opens the window where it was last, shown once its page has something to show; where it is moved to is remembered. */
export function openWindow(preload: string, settings: SettingsFile): BrowserWindow {
  const { bounds, maximised } = settings.read();
  const place =
    bounds === undefined
      ? undefined
      : placeWindow(
          bounds,
          screen.getAllDisplays().map((one) => one.workArea),
        );
  const window = new BrowserWindow({ ...windowOptions(preload, nativeTheme.shouldUseDarkColors), ...place });
  if (maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  const remember = (): void => settings.update({ bounds: window.getNormalBounds(), maximised: window.isMaximized() });
  window.on('close', remember);
  window.on('resized', remember);
  window.on('moved', remember);
  void window.loadURL(`${PAGE_ORIGIN}/`);
  return window;
}

/** Brings a window to the front. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
