import type { Channel, ChannelListener } from './channel.ts';
import { isHostMessage } from './message.ts';

/** Takes the message port that the shell has for this page: the preload passes it on once the page says it is ready. */
export function openWindowChannel(listener: ChannelListener): Promise<Channel> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== 'espalier-port' || port === undefined) return;
      window.removeEventListener('message', receive);
      port.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (isHostMessage(data)) listener.message(data);
      };
      resolve({ send: (message) => port.postMessage(message) });
    };
    window.addEventListener('message', receive);
    window.postMessage('espalier-ready', window.location.origin);
  });
}
