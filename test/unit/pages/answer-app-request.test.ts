import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerAppRequest } from '../../../src-main/pages/answer-app-request.ts';
import { WINDOW_POLICIES } from '../../../src-main/pages/content-security-policy.ts';
import { createHost } from '../../../src-main/host/create-host.ts';
import { serviceOf } from '../../../src-main/serve/in-process-host.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { sampleRecipe, sampleResult } from '../../sample-result.ts';
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

/** The host of a home with one finished run, `a b`. */
function hostWithRun(): ReturnType<typeof serviceOf> {
  const home = temporaryFolder();
  const store = openStore(home);
  const run = { recipe: sampleRecipe, device: 'cpu' as const, pid: process.pid };
  store.createRun({ ...run, id: 'a b', recipeHash: 'one', folder: join(home, 'runs/first') });
  store.saveResult('a b', sampleResult({ runId: 'a b' }));
  store.close();
  const host = createHost(home);
  onTestFinished(() => host.close());
  return serviceOf(host);
}

async function fetchFrom(folder: string, url: string, method = 'GET'): Promise<Response> {
  const content = { folder, policies: WINDOW_POLICIES, host: hostWithRun() };
  return answerAppRequest(new Request(url, { method }), content);
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
    expect(await response.text()).toMatch(/^<!doctype html>/i);
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
    ['the parent folder, its dots and slash encoded', 'app://espalier/%2e%2e%2fpage-secret%2fkey.js'],
    ['an absolute path', 'app://espalier//etc/passwd.js'],
    ['a report by a path', 'app://report/..%2f..%2fetc%2fpasswd'],
    ['an image that nobody has been given', 'app://image/abcdefghijklmnopqrst'],
    ['an image by a path', 'app://image/..%2f..%2fetc%2fpasswd'],
    ['another host', 'app://other/index.html'],
    ['a host that only begins with ours', 'app://espalier.example.com/index.html'],
    ['a host with a port', 'app://espalier:80/index.html'],
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
