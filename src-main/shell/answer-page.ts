import { ipcMain, type BrowserWindow } from 'electron';
import { PAGE_ORIGIN } from './content-security-policy.ts';
import type { HostConnection } from './host-connection.ts';
import type { RequestChannel } from './request-channel.ts';

const channel: RequestChannel = 'request';

/** Passes the page's requests to the host; requests of any other frame or window are refused. */
export function answerPage(host: HostConnection, currentWindow: () => BrowserWindow | undefined): void {
  ipcMain.handle(channel, ({ senderFrame }, route: unknown, input: unknown) => {
    const page = currentWindow()?.webContents.mainFrame;
    const trusted = senderFrame !== null && senderFrame === page && isPage(senderFrame.url);
    if (!trusted || typeof route !== 'string') throw new Error('refused');
    return host.request(route, input);
  });
}

function isPage(url: string): boolean {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === PAGE_ORIGIN;
}
