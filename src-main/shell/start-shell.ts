import { join } from 'node:path';
import { app, nativeTheme, protocol, session, type BrowserWindow } from 'electron';
import type { EngineProcess } from '../host/engine/engine-process.ts';
import { answerAppRequest } from '../pages/answer-app-request.ts';
import { WINDOW_POLICIES } from '../pages/content-security-policy.ts';
import { createEngineRoom } from './engine-room.ts';
import { followQueue } from './follow-queue.ts';
import { createFrontHandlers } from './front-handlers.ts';
import { connectHost, type HostProcess } from './host-connection.ts';
import { guardLeaving } from './leaving.ts';
import { forbidNavigation, lockDown } from './lock-down.ts';
import { setMenu } from './menu.ts';
import { openWindow, showWindow } from './open-window.ts';
import { createPageGate } from './page-gate.ts';
import { openPageLine } from './page-line.ts';
import { createPathGrants } from './path-grants.ts';
import { createPowerGuard } from './power.ts';
import { openSettings } from './settings-file.ts';
import { languageOf, shellTexts, type ShellTexts } from './texts.ts';

/** Where the built parts are; the shell itself is bundled into `out/shell`. */
const built = join(import.meta.dirname, '..');
const preload = join(built, 'shell', 'preload.cjs');
const pageFolder = join(built, 'renderer');
const hostEntry = join(built, 'src-main', 'host', 'host-process.js');
const programs = join(built, 'src-main');

/** How the application's other processes are started. */
export interface Starters {
  readonly host: (entry: string) => HostProcess;
  readonly engine: (entry: string) => EngineProcess;
}

/** Runs the desktop application: at most one window, one host process. A second start shows the first one's window. */
export function startShell(starters: Starters): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  let window: BrowserWindow | undefined;
  const currentWindow = (): BrowserWindow | undefined => window;
  const settings = openSettings(join(app.getPath('userData'), 'window.json'));
  const texts = (): ShellTexts => shellTexts(settings.read().language ?? languageOf(app.getLocale()));
  const engines = createEngineRoom((program) => starters.engine(join(programs, `${program}.js`)));
  const host = connectHost(() => starters.host(hostEntry), engines);
  const grants = createPathGrants();
  const keepAwake = createPowerGuard();

  const handlers = createFrontHandlers({
    host,
    window: currentWindow,
    texts,
    grant: grants.grant,
    applyAppearance(appearance) {
      settings.update(appearance);
      applyAppearance();
    },
  });
  const line = openPageLine(currentWindow, createPageGate(host, grants, handlers), grants.grant);
  host.onEvent(line.tell);
  const activity = followQueue(host, ({ running, busy }) => {
    keepAwake(running);
    if (!busy && window === undefined) app.quit();
  });
  const leaving = guardLeaving({ host, activity, window: currentWindow, texts });

  function applyAppearance(): void {
    nativeTheme.themeSource = settings.read().theme;
    setMenu(texts(), (command) => {
      show();
      line.command(command);
    });
  }

  function show(): void {
    if (window !== undefined) {
      showWindow(window);
      return;
    }
    const opened = openWindow(preload, settings);
    window = opened;
    leaving.guard(opened);
    opened.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) line.close();
    });
    opened.on('closed', () => {
      line.close();
      window = undefined;
    });
  }

  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  forbidNavigation();
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (!activity().busy) app.quit();
  });
  app.on('will-quit', () => host.stop());

  void app.whenReady().then(() => {
    lockDown(session.defaultSession);
    const content = { folder: pageFolder, policies: WINDOW_POLICIES, host };
    protocol.handle('app', (request) => answerAppRequest(request, content));
    applyAppearance();
    show();
    // The host starts while the page loads, not after it.
    void host.request('jobs.list', {});
  });
}
