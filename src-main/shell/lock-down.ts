import { app, type Session } from 'electron';

/** What the window may load: its own pages and, from the developer tools, theirs. Never the network, never files. */
const ALLOWED_PROTOCOLS: ReadonlySet<string> = new Set(['app:', 'devtools:', 'data:', 'blob:']);

/** All that a page is permitted: to put a text into the clipboard when its user presses a button. Reading it is another permission. */
const PERMITTED = 'clipboard-sanitized-write';

/** Denies every page navigation, new windows, embedded web views and all but one permission, and every request that leaves the application. */
export function lockDown(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === PERMITTED));
  session.setPermissionCheckHandler((_contents, permission) => permission === PERMITTED);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !ALLOWED_PROTOCOLS.has(new URL(url).protocol) });
  });
}

/** Holds for every page from its creation on, so it comes before the first window. */
export function forbidNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
