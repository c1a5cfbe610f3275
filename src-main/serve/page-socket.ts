import type { WebSocket } from 'ws';
import type { HostMessage } from '../host/host-message.ts';
import type { HostService } from '../pages/host-service.ts';
import { parsePageRequest, refuseRoute } from '../pages/page-request.ts';

const NOT_UNDERSTOOD = 1008;

/** Answers one page over its socket, and tells it the news, until it leaves. What no page of ours sends ends the connection. */
export function answerPageSocket(socket: WebSocket, host: HostService): void {
  const send = (message: HostMessage): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const stopListening = host.onEvent((event) => send({ event }));
  socket.on('close', stopListening);
  // Such as a message that is too large, for which the socket is closed already.
  socket.on('error', () => socket.terminate());
  socket.on('message', (data, isBinary) => {
    const request = isBinary || !Buffer.isBuffer(data) ? undefined : parsePageRequest(data.toString('utf8'));
    if (request === undefined) {
      socket.close(NOT_UNDERSTOOD, 'not a request');
      return;
    }
    const { id, route, input } = request;
    const refused = refuseRoute(route);
    if (refused !== undefined) send({ id, answer: refused });
    else void host.request(route, input).then((answer) => send({ id, answer }));
  });
}
