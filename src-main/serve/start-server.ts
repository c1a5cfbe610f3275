import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer } from 'ws';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import type { HostService } from '../pages/host-service.ts';
import { LARGEST_MESSAGE } from '../pages/page-request.ts';
import { answerHttpRequest } from './answer-http-request.ts';
import { answerPageSocket } from './page-socket.ts';
import { createSecrets } from './secrets.ts';
import { CHANNEL_PROTOCOL, mayOpenChannel, ownAddress, passCookie } from './visitor.ts';

export interface ServerOptions {
  /** 0 for any that is free. */
  readonly port: number;
  /** The folder of the page's files. */
  readonly folder: string;
  readonly host: HostService;
}

/** A running server. */
export interface Server {
  /** Where the page is, with the token that opens the channel after the `#`. */
  readonly url: string;
  /** Ends all connections. */
  close(): void;
}

/**
 * Serves the page to browsers of this machine, and answers it over a WebSocket at `/channel`.
 * @throws EspalierError `bad-usage` where the port can't be had.
 */
export async function startServer({ port: wanted, folder, host }: ServerOptions): Promise<Server> {
  const secrets = createSecrets();
  const server = createServer();
  const port = await listen(server, wanted);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    handleProtocols: () => CHANNEL_PROTOCOL,
  });
  sockets.on('headers', (headers) => headers.push(`Set-Cookie: ${passCookie(port, secrets)}`));
  server.on('request', (request, response) => {
    answerHttpRequest(request, port, { secrets, folder, host })
      .then((answer) => send(answer, response))
      .catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const status = refuseChannel(request);
    if (status !== undefined) refuseUpgrade(socket, status);
    else sockets.handleUpgrade(request, socket, head, (page) => answerPageSocket(page, host));
  });

  function refuseChannel(request: IncomingMessage): string | undefined {
    const address = ownAddress(request, port);
    if (address === undefined) return '403 Forbidden';
    if (request.url !== '/channel') return '404 Not Found';
    return mayOpenChannel(request, address, secrets) ? undefined : '401 Unauthorized';
  }

  return {
    url: `http://127.0.0.1:${port}/#token=${secrets.token}`,
    close() {
      for (const page of sockets.clients) page.terminate();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Gives the port. */
function listen(server: ReturnType<typeof createServer>, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `port ${wanted} can't be used (${toEspalierError(cause).message}); give another with --port`;
      reject(new EspalierError('bad-usage', message, { cause }));
    });
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
    });
  });
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) response.end();
  else await pipeline(Readable.fromWeb(answer.body), response);
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
