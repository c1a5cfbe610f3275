import { ipcMain, MessageChannelMain, type BrowserWindow, type MessagePortMain, type WebFrameMain } from 'electron';
import type { HostEvent } from '../../src-shared/host-event.ts';
import type { HostMessage } from '../host/host-message.ts';
import { PAGE_ORIGIN } from '../pages/content-security-policy.ts';
import { parsePageRequest } from '../pages/page-request.ts';
import type { PageGate } from './page-gate.ts';
import type { DropChannel, PortChannel, ReadyChannel } from './preload/channels.ts';

const ready: ReadyChannel = 'espalier-ready';
const portChannel: PortChannel = 'espalier-port';
const dropped: DropChannel = 'espalier-dropped';

/** What the menu asks of the page. */
export type PageCommand = 'new' | 'home' | 'settings' | 'open-recipe' | 'open-archive';

/** The line to the page that is loaded in the window; where there is none, what is told is lost. */
export interface PageLine {
  readonly tell: (event: HostEvent) => void;
  readonly command: (command: PageCommand) => void;
  readonly close: () => void;
}

/**
 * Gives each page that is loaded one message port, and answers what comes through it; the port of the page before is closed. Only the main frame
 * of the window, on the application's own origin, gets one. What is no request is dropped.
 */
export function openPageLine(
  currentWindow: () => BrowserWindow | undefined,
  gate: PageGate,
  grant: (path: string) => void,
): PageLine {
  let port: MessagePortMain | undefined;

  function isPage(frame: WebFrameMain | null): frame is WebFrameMain {
    return frame !== null && frame === currentWindow()?.webContents.mainFrame && originOf(frame.url) === PAGE_ORIGIN;
  }

  function close(): void {
    port?.close();
    port = undefined;
  }

  function connect(frame: WebFrameMain): void {
    close();
    const { port1: ours, port2: theirs } = new MessageChannelMain();
    ours.on('message', ({ data }) => void answer(ours, data));
    ours.start();
    port = ours;
    frame.postMessage(portChannel, null, [theirs]);
  }

  async function answer(from: MessagePortMain, message: unknown): Promise<void> {
    const request = parsePageRequest(toJson(message));
    if (request === undefined) return;
    const { id, route, input } = request;
    const reply: HostMessage = { id, answer: await gate(route, input) };
    if (from === port) from.postMessage(reply);
  }

  ipcMain.on(ready, ({ senderFrame }) => {
    if (isPage(senderFrame)) connect(senderFrame);
  });
  ipcMain.handle(dropped, ({ senderFrame }, path: unknown) => {
    if (isPage(senderFrame) && typeof path === 'string') grant(path);
  });

  return {
    tell: (event) => port?.postMessage({ event }),
    command: (command) => port?.postMessage({ front: { command } }),
    close,
  };
}

function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/** Empty for what JSON can't hold. */
function toJson(message: unknown): string {
  try {
    return typeof message === 'object' ? JSON.stringify(message) : '';
  } catch {
    return '';
  }
}
