import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { refuse, respond } from './page-response.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** A file of the page, by its decoded path; 404 for what lies outside the folder, links followed, and for types that no page needs. */
export async function answerFile(folder: string, path: string, policy: string): Promise<Response> {
  const type = CONTENT_TYPES[extname(path)];
  if (type === undefined) return refuse(404, policy);
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    if (!file.startsWith(root + sep)) return refuse(404, policy);
    return respond(await readFile(file), type, policy);
  } catch {
    return refuse(404, policy);
  }
}
