import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { PAGE_ORIGIN, PAGE_POLICY, REPORT_ORIGIN, REPORT_POLICY } from './content-security-policy.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface AppContent {
  /** The folder of the page's files. */
  readonly folder: string;
  /** A run's report as HTML; undefined where there is none. */
  readonly readReport: (runId: string) => Promise<string | undefined>;
}

/** Answers a request of the window for `app://espalier/FILE` or `app://report/RUN`; everything else is refused. */
export async function answerAppRequest(request: Request, content: AppContent): Promise<Response> {
  if (request.method !== 'GET') return refuse(405);
  const url = new URL(request.url);
  const path = decodePath(url.pathname);
  if (path === undefined) return refuse(400);
  switch (`${url.protocol}//${url.host}`) {
    case PAGE_ORIGIN:
      return answerFile(content.folder, path === '/' ? '/index.html' : path);
    case REPORT_ORIGIN:
      return answerReport(path.slice(1), content);
    default:
      return refuse(404);
  }
}

async function answerFile(folder: string, path: string): Promise<Response> {
  const type = CONTENT_TYPES[extname(path)];
  if (type === undefined) return refuse(404);
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    if (!file.startsWith(root + sep)) return refuse(404);
    return new Response(await readFile(file), { headers: headersOf(type, PAGE_POLICY) });
  } catch {
    return refuse(404);
  }
}

async function answerReport(runId: string, { readReport }: AppContent): Promise<Response> {
  const report = await readReport(runId);
  if (report === undefined) return refuse(404);
  return new Response(report, { headers: headersOf('text/html; charset=utf-8', REPORT_POLICY) });
}

function headersOf(type: string, policy: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

function refuse(status: 400 | 404 | 405): Response {
  return new Response(null, { status, headers: { 'content-security-policy': PAGE_POLICY } });
}

/** The path without its percent signs; undefined where it is not valid or holds a NUL. */
function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}
