import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, protocol, session } from 'electron';
import { answerAppRequest } from './app-protocol.ts';
import { answerPage } from './answer-page.ts';
import { PAGE_ORIGIN } from './content-security-policy.ts';
import { connectHost, type HostProcess } from './host-connection.ts';
import { forbidNavigation, lockDown } from './lock-down.ts';
import { setMenu } from './menu.ts';
import { windowOptions } from './window-options.ts';

/** Where the built parts are; the shell itself is bundled into `out/shell`. */
const built = join(import.meta.dirname, '..');
const preload = join(built, 'shell', 'preload.cjs');
const pageFolder = join(built, 'renderer');
const hostEntry = join(built, 'src-main', 'host', 'host-process.js');

/** Runs the desktop application: one window, one host process. A second start shows the first one's window. */
export function startShell(startHost: (entry: string) => HostProcess): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  let window: BrowserWindow | undefined;
  const host = connectHost(() => startHost(hostEntry));

  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  forbidNavigation();
  answerPage(host, () => window);

  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => host.stop());

  void app.whenReady().then(async () => {
    lockDown(session.defaultSession);
    protocol.handle('app', (request) => answerAppRequest(request, { folder: pageFolder, readReport }));
    setMenu();
    window = openWindow();
    await window.loadURL(`${PAGE_ORIGIN}/`);
  });

  async function readReport(id: string): Promise<string | undefined> {
    const answer = await host.request('runs.report', { ids: id.split(',') });
    return answer.ok && typeof answer.data === 'string' ? answer.data : undefined;
  }
}

function openWindow(): BrowserWindow {
  const window = new BrowserWindow(windowOptions(preload, nativeTheme.shouldUseDarkColors));
  window.once('ready-to-show', () => window.show());
  return window;
}
