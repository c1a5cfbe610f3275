import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { PublishedArchive } from '../../../../src-main/data/download/download-archive.ts';

export interface ArchiveServer {
  readonly archive: PublishedArchive;
  /** The `Range` of each request so far. */
  readonly ranges: (string | undefined)[];
}

/** A web server that answers as told and is gone when the test ends; `archive` is the content it should give. */
export async function serveArchive(
  content: Uint8Array,
  answer: (request: IncomingMessage, response: ServerResponse, port: number) => void,
): Promise<ArchiveServer> {
  const ranges: (string | undefined)[] = [];
  let port = 0;
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response, port);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  port = address.port;
  const md5 = createHash('md5').update(content).digest('hex');
  return { archive: { url: `http://127.0.0.1:${port}/data/small.tar.gz`, md5 }, ranges };
}

/** Answers with what is asked for, as a server that knows ranges does. */
export function answerRange(content: Uint8Array, request: IncomingMessage, response: ServerResponse): void {
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from ?? 0);
  if (start >= content.length) {
    response.writeHead(416).end();
    return;
  }
  const rest = content.subarray(start);
  const headers = { 'content-length': rest.length };
  if (from === undefined) response.writeHead(200, headers);
  else
    response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` });
  response.end(rest);
}
