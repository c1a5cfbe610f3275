import { openAsBlob } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { answerImage, answerPage, answerReport, type PageContent } from '../pages/answer-content.ts';
import { browserPolicies } from '../pages/content-security-policy.ts';
import { decodePath } from '../pages/decode-path.ts';
import { refuse, respond } from '../pages/page-response.ts';
import type { Secrets } from './secrets.ts';
import { hasPass, isFromOwnPage, ownAddress } from './visitor.ts';

/** What the server shows, and to whom. */
export interface ServerContent extends Omit<PageContent, 'policies'> {
  readonly secrets: Secrets;
}

const fileSchema = z.object({ path: z.string(), fileName: z.string() });

/**
 * Answers a browser's request for the page, `/images/TOKEN`, `/reports/RUN,RUN` or `/exports/TOKEN`: 403 for another machine's name or another
 * site's page, 401 where the browser has not opened the channel before.
 */
export async function answerHttpRequest(
  request: IncomingMessage,
  port: number,
  { secrets, folder, host }: ServerContent,
): Promise<Response> {
  const address = ownAddress(request, port);
  const policies = browserPolicies(address ?? '127.0.0.1');
  if (address === undefined || !isFromOwnPage(request)) return refuse(403, policies.page);
  if (request.method !== 'GET') return refuse(405, policies.page);
  const path = decodePath((request.url ?? '/').split('?', 1).join(''));
  if (path === undefined) return refuse(400, policies.page);
  const content: PageContent = { folder, host, policies };
  const [, kind, name] = /^\/(images|reports|exports)\/(.+)$/.exec(path) ?? [];
  if (kind === undefined || name === undefined) return answerPage(path, content);
  if (!hasPass(request, port, secrets)) return refuse(401, policies.page);
  switch (kind) {
    case 'images':
      return answerImage(name, content);
    case 'reports':
      return answerReport(name, content);
    default:
      return answerExport(name, content);
  }
}

/** The file of an export, to be saved and not to be shown. */
async function answerExport(token: string, { host, policies }: PageContent): Promise<Response> {
  const answer = await host.request('exports.locate', { token });
  const file = answer.ok ? fileSchema.safeParse(answer.data).data : undefined;
  if (file === undefined) return refuse(404, policies.page);
  const response = respond(await openAsBlob(file.path), 'application/octet-stream', policies.page);
  response.headers.set('content-disposition', `attachment; filename*=UTF-8''${encodeFileName(file.fileName)}`);
  return response;
}

/** As RFC 8187 wants it, which leaves fewer characters as they are. */
function encodeFileName(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
