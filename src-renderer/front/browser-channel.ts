import type { Channel, ChannelListener } from './channel.ts';
import { isHostMessage } from './message.ts';

const TOKEN_KEY = 'espalier-token';

/** Connects to the server that this page came from. The token is in the address once, and kept for this tab. */
export function openBrowserChannel(listener: ChannelListener): Promise<Channel> {
  const socket = new WebSocket(`ws://${window.location.host}/channel`, ['espalier', takeToken()]);
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message: unknown = typeof data === 'string' ? JSON.parse(data) : undefined;
    if (isHostMessage(message)) listener.message(message);
  });
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve({ send: (message) => socket.send(JSON.stringify(message)) }));
    socket.addEventListener('close', () => {
      listener.closed();
      reject(new Error('the connection was refused'));
    });
  });
}

/** The token out of `#token=…`, which is then taken out of the address; else the one this tab came with. */
function takeToken(): string {
  const given = /^#token=([\w-]+)$/.exec(window.location.hash)?.[1];
  if (given !== undefined) {
    sessionStorage.setItem(TOKEN_KEY, given);
    history.replaceState(null, '', window.location.pathname);
  }
  return sessionStorage.getItem(TOKEN_KEY) ?? '';
}
