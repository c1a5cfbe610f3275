import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerRequest } from '../../../src-main/host/answer-request.ts';
import { createHost } from '../../../src-main/host/create-host.ts';
import { openStore } from '../../../src-main/store/store.ts';
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

describe('answering a front', () => {
  it('lists runs newest first, each with its base and its best smaller network', () => {
    const home = filledHome();
    const host = createHost(home);
    const answer = await answerRequest(host, 'runs.list', {});
    host.close();
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

  it('sends a finished run’s report, and says why an unfinished one has none', () => {
    const host = createHost(filledHome());
    const done = await answerRequest(host, 'runs.report', { ids: ['done-1'] });
    const begun = await answerRequest(host, 'runs.report', { ids: ['begun-2'] });
    host.close();
    expect(done).toEqual({ ok: true, data: expect.stringMatching(/^<!doctype html>/i) });
    expect(begun).toEqual({
      ok: false,
      error: { code: 'not-found', message: expect.stringContaining('has no report yet: its state is "interrupted"') },
    });
  });

  it('puts every failure into the answer: a throw would end the host for one bad request', () => {
    const host = createHost(temporaryFolder());
    const route = fc.oneof(fc.constantFrom('runs.list', 'runs.report', '__proto__', 'constructor'), fc.string());
    fc.assert(
      fc.property(route, fc.anything(), (name, input) => {
        const answer = await answerRequest(host, name, input);
        return answer.ok
          ? name === 'runs.list'
          : answer.error.code === 'bad-usage' || answer.error.code === 'not-found';
      }),
    );
    host.close();
  });
});
