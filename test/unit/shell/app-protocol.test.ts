import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerAppRequest } from '../../../src-main/shell/app-protocol.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** A page folder with a sibling whose name begins the same way, and a link that leads there. */
function pageFolder(): string {
  const parent = temporaryFolder();
  const folder = join(parent, 'page');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(parent, 'page-secret'));
  writeFileSync(join(folder, 'index.html'), '<title>Espalier</title>');
  writeFileSync(join(folder, 'assets/main.js'), 'void 0;');
  writeFileSync(join(folder, 'notes.txt'), 'of no known type');
  writeFileSync(join(parent, 'page-secret/key.js'), 'secret');
  symlinkSync(join(parent, 'page-secret/key.js'), join(folder, 'link.js'));
  return folder;
}

async function fetchFrom(folder: string, url: string, method = 'GET'): Promise<Response> {
  const readReport = (id: string): Promise<string | undefined> =>
    Promise.resolve(id === 'a b' ? '<h1>Report</h1>' : undefined);
  return answerAppRequest(new Request(url, { method }), { folder, readReport });
}

describe('app://', () => {
  it('serves the page with a policy that allows nothing inline and no network', async () => {
    const response = await fetchFrom(pageFolder(), 'app://espalier/');
    expect(await response.text()).toBe('<title>Espalier</title>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('serves scripts as scripts; a module of another type is not run', async () => {
    const response = await fetchFrom(pageFolder(), 'app://espalier/assets/main.js?version=1');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it('serves a report under a policy of its own, in which scripts can’t run', async () => {
    const response = await fetchFrom(pageFolder(), 'app://report/a%20b');
    expect(await response.text()).toBe('<h1>Report</h1>');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain('; sandbox');
    expect(policy).not.toContain('script-src');
  });

  it.each([
    ['a file that is not there', 'app://espalier/none.js'],
    ['a report that is not there', 'app://report/none'],
    ['a file of an unknown type', 'app://espalier/notes.txt'],
    ['a folder', 'app://espalier/assets'],
    ['the parent folder', 'app://espalier/../page-secret/key.js'],
    ['the parent folder, encoded', 'app://espalier/..%2fpage-secret%2fkey.js'],
    ['the parent folder, encoded twice', 'app://espalier/..%252fpage-secret%252fkey.js'],
    ['the parent folder, with backslashes', 'app://espalier/..\\page-secret\\key.js'],
    ['a sibling folder whose name begins the same', 'app://espalier/%2e%2e/page-secret/key.js'],
    ['a link that leads out', 'app://espalier/link.js'],
    ['another host', 'app://other/index.html'],
    ['another scheme', 'https://espalier/index.html'],
  ])('refuses %s', async (_what, url) => {
    const response = await fetchFrom(pageFolder(), url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it('refuses names that are not text, and every method but GET', async () => {
    const folder = pageFolder();
    expect((await fetchFrom(folder, 'app://espalier/%ff.js')).status).toBe(400);
    expect((await fetchFrom(folder, 'app://espalier/index.html%00.js')).status).toBe(400);
    expect((await fetchFrom(folder, 'app://espalier/', 'POST')).status).toBe(405);
  });
});
