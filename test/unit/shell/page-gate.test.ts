import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import fc from 'fast-check';
import { routeInputs } from '../../../src-shared/routes.ts';
import { frontRoutes } from '../../../src-shared/routes/front-routes.ts';
import { createHost } from '../../../src-main/host/create-host.ts';
import { serviceOf } from '../../../src-main/serve/in-process-host.ts';
import { createPageGate, type PageGate } from '../../../src-main/shell/page-gate.ts';
import { createPathGrants } from '../../../src-main/shell/path-grants.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

interface Gated {
  readonly ask: PageGate;
  readonly home: string;
  /** The routes that reached the host. */
  readonly passed: readonly string[];
}

/** The gate before a real host; dialogs answer nothing. */
function gate(): Gated {
  const home = join(temporaryFolder(), 'home');
  const host = createHost(home);
  onTestFinished(() => host.close());
  const service = serviceOf(host);
  const passed: string[] = [];
  const nothing = (): Promise<null> => Promise.resolve(null);
  const ask = createPageGate(
    {
      request(route, input) {
        passed.push(route);
        return service.request(route, input);
      },
    },
    createPathGrants(),
    {
      'shell.choose': nothing,
      'shell.save': nothing,
      'shell.savePdf': nothing,
      'shell.confirm': () => Promise.resolve({ answer: null }),
      'shell.appearance': nothing,
    },
  );
  return { ask, home, passed };
}

it('passes nothing to the host that only a front may ask, that has to be confirmed, or that the shell does itself', async () => {
  const { ask, passed } = gate();
  for (const route of ['images.read', 'exports.locate', 'files.list', 'runs.delete', 'projects.delete']) {
    expect([route, await ask(route, {})]).toMatchObject([route, { ok: false, error: { code: 'bad-usage' } }]);
  }
  for (const route of Object.keys(frontRoutes)) expect(await ask(route, {})).toMatchObject({ ok: true });
  expect(passed).toEqual([]);
});

it('passes no path on that the host has not named before', async () => {
  const { ask, home, passed } = gate();
  expect(await ask('datasets.inspect', { path: home })).toMatchObject({ error: { code: 'bad-usage' } });
  expect(passed).toEqual([]);
  await ask('runs.list', {});
  await ask('datasets.inspect', { path: join(home, 'data') });
  expect(passed).toEqual(['runs.list', 'datasets.inspect']);
});

it('stays inside the envelope whatever it is asked', async () => {
  const { ask } = gate();
  const routes = fc.oneof(fc.constantFrom(...Object.keys(routeInputs), ...Object.keys(frontRoutes)), fc.string());
  // Never valid: nothing is read or started.
  const objects = fc.dictionary(fc.string(), fc.jsonValue()).map((values) => ({ ...values, unexpected: 1 }));
  const inputs = fc.oneof(fc.string(), fc.integer(), fc.constant(null), objects);
  await fc.assert(
    fc.asyncProperty(routes, inputs, async (route, input) => {
      const answer = await ask(route, input);
      expect(answer.ok ? 'data' in answer : typeof answer.error.message).toBe(answer.ok ? true : 'string');
    }),
    {
      numRuns: 200,
      examples: [
        ['__proto__', null],
        ['constructor', null],
        ['toString', null],
      ],
    },
  );
});
