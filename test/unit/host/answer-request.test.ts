import { totalmem } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { answerRequest } from '../../../src-main/host/answer-request.ts';
import { createHost } from '../../../src-main/host/create-host.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import { routeInputs, type Route } from '../../../src-shared/routes.ts';
import { sampleRecipe, sampleResult, sampleVariant } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** A home with one finished run and one that has only begun. */
function filledHome(): string {
  const home = temporaryFolder();
  const store = openStore(home);
  const run = { recipe: sampleRecipe, device: 'cpu' as const, pid: process.pid };
  const variants = [
    sampleVariant('base', { parameters: 1000, accuracy: 0.9 }),
    sampleVariant('pruned', { parameters: 400, accuracy: 0.87 }),
    sampleVariant('sketch', { parameters: 300, accuracy: 0.87 }),
  ];
  store.createRun({ ...run, id: 'done-1', recipeHash: 'one', folder: home });
  store.saveResult('done-1', sampleResult({ runId: 'done-1', variants }));
  store.createRun({ ...run, id: 'begun-2', recipeHash: 'two', folder: home });
  store.close();
  return home;
}

function open(home: string): Host {
  const host = createHost(home);
  onTestFinished(() => host.close());
  return host;
}

describe('answering a front', () => {
  it('lists runs newest first, each with its base and its best smaller network', async () => {
    const home = filledHome();
    const answer = await answerRequest(open(home), 'runs.list', {});
    expect(answer).toMatchObject({
      ok: true,
      data: {
        home,
        runs: [
          { id: 'begun-2', state: 'interrupted', base: null, best: null },
          {
            id: 'done-1',
            state: 'done',
            base: { name: 'base', parameters: 1000, accuracy: 0.9 },
            best: { name: 'sketch', parameters: 300, accuracy: 0.87 },
          },
        ],
      },
    });
  });

  it('sends a finished run’s report, and says why an unfinished one has none', async () => {
    const host = open(filledHome());
    const done = await answerRequest(host, 'runs.report', { ids: ['done-1'] });
    const begun = await answerRequest(host, 'runs.report', { ids: ['begun-2'] });
    expect(done).toEqual({ ok: true, data: expect.stringMatching(/^<!doctype html>/i) });
    expect(begun).toEqual({
      ok: false,
      error: { code: 'not-found', message: expect.stringContaining('has no report yet: its state is "interrupted"') },
    });
  });

  it('shows a finished run, one that has only begun, and what deleting it would lose', async () => {
    const host = open(filledHome());
    const done = await answerRequest(host, 'runs.show', { id: 'done-1' });
    const begun = await answerRequest(host, 'runs.show', { id: 'begun-2' });
    expect(done).toMatchObject({ ok: true, data: { overview: { state: 'done' }, plan: [{ layer: 'conv1_1' }, {}] } });
    expect(begun).toMatchObject({
      ok: true,
      data: { overview: { state: 'interrupted' }, stages: [], log: [], plan: [], progress: null, result: null },
    });
    expect(await answerRequest(host, 'runs.stakes', { id: 'done-1' })).toMatchObject({ data: { networks: 3 } });
    expect(await answerRequest(host, 'runs.delete', { id: 'done-1' })).toEqual({ ok: true, data: null });
    expect(await answerRequest(host, 'runs.show', { id: 'done-1' })).toMatchObject({ error: { code: 'not-found' } });
  });

  it('makes, names, describes and deletes projects, and tells all fronts each time', async () => {
    const host = open(join(temporaryFolder(), 'new'));
    let told = 0;
    host.onEvent(({ topic }) => (told += Number(topic === 'runs')));
    const ask = (route: Route, input: object): Promise<unknown> => answerRequest(host, route, input);
    expect(await ask('projects.create', { name: 'one', note: 'mine' })).toEqual({ ok: true, data: null });
    expect(await ask('projects.create', { name: 'one' })).toMatchObject({ error: { code: 'bad-usage' } });
    expect(await ask('projects.rename', { name: 'one', newName: 'two' })).toEqual({ ok: true, data: null });
    expect(await ask('projects.annotate', { name: 'two', note: 'ours' })).toEqual({ ok: true, data: null });
    expect(await ask('projects.annotate', { name: 'one', note: 'x' })).toMatchObject({ error: { code: 'not-found' } });
    expect(await ask('projects.show', { name: 'two' })).toMatchObject({ data: { note: 'ours', runs: 0 } });
    expect(await ask('projects.delete', { name: 'two' })).toEqual({ ok: true, data: [] });
    expect(told).toBe(4);
  });

  it('describes the machine, and the home’s free disk before there is a home', async () => {
    const answer = await answerRequest(open(join(temporaryFolder(), 'not', 'there')), 'machine.show', {});
    expect(answer).toMatchObject({ ok: true, data: { application: expect.stringMatching(/^Espalier \d/) } });
    expect(answer).toMatchObject({ data: { freeDiskBytes: expect.any(Number), memoryBytes: totalmem() } });
  });
});

describe('whatever a front sends', () => {
  const routes = Object.entries(routeInputs);
  const likely = fc.anything({
    key: fc.oneof(fc.constantFrom('id', 'ids', 'run', 'path', 'recipe', 'name', 'held', 'kind', 'token'), fc.string()),
    withNullPrototype: true,
    withBigInt: true,
    withDate: true,
    withTypedArray: true,
  });

  it.each(routes)(
    'on %s stays in the envelope, and what is not valid never reaches the host',
    async (route, schema) => {
      await fc.assert(
        fc.asyncProperty(likely, async (input) => {
          const { host, isReached } = tripwire();
          const answer = await answerRequest(host, route, input);
          if (answer.ok) return;
          expect(answer.error.message).toEqual(expect.any(String));
          if (isValid(schema, input)) return;
          expect(isReached()).toBe(false);
          expect(answer.error.code).toMatch(/^bad-(usage|recipe)$/);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('on routes that are none, such as names every object has, is answered', async () => {
    const route = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'runs', ''), fc.string());
    await fc.assert(
      fc.asyncProperty(route, fc.anything(), async (name, input) => {
        const { host, isReached } = tripwire();
        expect(await answerRequest(host, name, input)).toMatchObject({ ok: false, error: { code: 'bad-usage' } });
        expect(isReached()).toBe(false);
      }),
    );
  });

  it('of the right shape about runs, jobs and projects that are not there gets a reason, and no throw', async () => {
    const host = open(filledHome());
    const id = fc.oneof(
      fc.constantFrom('done-1', 'begun-2', 'd', '..', '%'),
      fc.string({ minLength: 1, maxLength: 200 }),
    );
    const named = fc.record({ name: fc.string() });
    const request = fc.oneof(
      ...['runs.show', 'runs.stakes', 'jobs.pause', 'jobs.resume', 'jobs.cancel'].map((route) =>
        fc.tuple(fc.constant(route), fc.record({ id })),
      ),
      fc.tuple(fc.constantFrom('runs.report', 'runs.compare'), fc.record({ ids: fc.array(id, { maxLength: 3 }) })),
      fc.tuple(fc.constant('runs.curves'), fc.record({ id, points: fc.integer(), from: fc.integer() })),
      fc.tuple(fc.constant('jobs.move'), fc.record({ id, to: fc.integer() })),
      fc.tuple(fc.constantFrom('projects.show', 'projects.delete'), named),
      fc.tuple(fc.constant('jobs.list'), fc.constant({})),
    );
    await fc.assert(
      fc.asyncProperty(request, async ([route, input]) => {
        const answer = await answerRequest(host, route, input);
        if (!answer.ok) expect(answer.error.code).toMatch(/^(bad-usage|not-found)$/);
      }),
    );
  });
});

/** A host that nothing may be asked of: it says whether it was, and fails then. */
function tripwire(): { host: Host; isReached: () => boolean } {
  let reached = false;
  const trip = (): never => {
    reached = true;
    throw new EspalierError('internal', 'the host was reached');
  };
  const host = new Proxy(createHost(join(temporaryFolder(), 'nowhere')), { get: trip, has: trip });
  return { host, isReached: () => reached };
}

function isValid(schema: z.ZodType, input: unknown): boolean {
  try {
    return schema.safeParse(input).success;
  } catch {
    return false;
  }
}
